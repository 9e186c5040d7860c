import type { captureEnglish } from "../en/capture.ts";
import type { Formats } from "../formats.ts";

export const captureFrench = (f: Formats): ReturnType<typeof captureEnglish> => ({
  more: "Plusieurs pages",
  browse: {
    start: "Collecter pendant que je navigue",
    hint: "Chaque page avec des prospects que vous ouvrez est prise, jusqu’à ce que vous arrêtiez.",
  },
  advance: {
    start: "Prendre toute la recherche",
    hint: "Appuie sur « suivant » pour vous, au rythme d’une personne. Désactivé tant que vous n’avez pas accepté.",
    consentTitle: "Avant de tourner les pages pour vous",
    consent: [
      "Captely appuie sur le bouton « suivant » de la page, avec les pauses d’une personne, et prend chaque page. Il ne demande rien lui-même à LinkedIn.",
      "Les conditions de LinkedIn interdisent l’usage automatisé. LinkedIn peut ralentir, limiter ou fermer un compte pour cela. Le risque est le vôtre.",
      "Tout s’arrête au premier signe de frein de LinkedIn, à votre limite du jour, et dès que vous appuyez sur Arrêter.",
    ],
    agree: "J’ai compris, commencer",
    cancel: "Pas maintenant",
  },
  costEach: (milli) =>
    `Coûte au plus ${f.credits(milli)} ${milli < 2_000 ? "crédit" : "crédits"} par personne ; seuls les résultats utilisables sont facturés.`,
  capUse: (used, cap) => `${f.number(used)} personnes lues sur ${f.number(cap)} en 24 heures`,
  capReset: (time) => `plus de place à partir du ${time}`,
  progress: {
    title: { browse: "Collecte pendant la navigation", advance: "Toute la recherche" },
    page: (page, pages) =>
      pages === null ? `page ${f.number(page)}` : `page ${f.number(page)} sur ${f.number(pages)}`,
    pages: (n) => (n <= 1 ? `${f.number(n)} page` : `${f.number(n)} pages`),
    added: (n) => (n <= 1 ? `${f.number(n)} nouvelle` : `${f.number(n)} nouvelles`),
    known: (n) => `${f.number(n)} déjà à vous`,
    repeated: (n) => `${f.number(n)} vues deux fois`,
    incomplete: (n) => (n <= 1 ? `${f.number(n)} incomplète` : `${f.number(n)} incomplètes`),
    leftOut: (n) => `${f.number(n)} de côté`,
    first: "Lecture de la première page…",
    turning: "La page suivante arrive dans un instant.",
    waiting: "Ouvrez la page suivante ; elle est prise toute seule.",
    bar: "Pages prises",
  },
  pause: "Suspendre",
  resume: "Reprendre",
  stop: "Arrêter",
  dismiss: "Fermer",
  goesOn: "Reprendre seul quand la limite le permet, ou quand je rouvre la recherche là où elle en était",
  openAgain: (page) => `Ouvrir la recherche à la page ${f.number(page)}`,
  notBefore: (time) => `Possible à partir de ${time}.`,
  reordered:
    "La recherche a été rouverte entre-temps. LinkedIn l’a peut-être triée autrement : des personnes peuvent manquer.",
  paused: {
    by_user: "Suspendu. Ce qui a été pris est en sécurité.",
    tab_gone: "La page a été fermée. Rouvrez-la, puis reprenez où cela s’est arrêté.",
    other_page: "L’onglet montre une autre page. Revenez à la recherche, puis reprenez.",
    daily_cap: "Votre limite du jour est atteinte. Reprenez quand il y a de la place, ou relevez-la dans les réglages.",
    throttled: "LinkedIn freine. Laissez-le tranquille au moins une heure.",
    held_back: "LinkedIn ne remplit plus les lignes. Laissez-le tranquille au moins une heure.",
    signed_out: "LinkedIn demande de se connecter. Connectez-vous, rouvrez la recherche, puis reprenez.",
    shape_changed: "La page a une forme inconnue ici. Cherchez une mise à jour de l’extension.",
    did_not_advance: "La page suivante n’est pas venue. Appuyez vous-même sur « suivant », puis reprenez.",
    switched_off: "Ce type de page n’est pas lu dans cette version. Cherchez une mise à jour de l’extension.",
    storage_full:
      "Ce navigateur n’a plus de place. Libérez de l’espace, puis reprenez ; ce qui a été pris est en sécurité.",
    session_ended: "Votre session est terminée. Reconnectez-vous, puis reprenez.",
  },
  ended: {
    last_page: "Terminé : toutes les pages ont été prises.",
    linkedin_cap: "Terminé, dans la limite de ce que LinkedIn affiche. Divisez la recherche pour atteindre le reste.",
    by_user: "Arrêté. Ce qui a été pris est en sécurité.",
  },
  split: {
    title: (shown, total) =>
      `LinkedIn en affiche ${f.number(shown)} sur ${f.number(total)}. Divisez la recherche pour atteindre le reste :`,
    by: {
      values: "Une recherche par valeur d’un filtre. Ensemble, elles font toute la recherche.",
      seniority: "Une recherche par niveau hiérarchique. Les personnes sans niveau n’y sont pas.",
      headcount: "Une recherche par taille d’entreprise. Celles sans taille n’y sont pas.",
    },
    cannot:
      "Ajoutez un filtre sur LinkedIn, par exemple une région ou un niveau, jusqu’à ce que chaque recherche soit assez petite.",
    note: "Les personnes présentes dans plusieurs d’entre elles ne sont gardées qu’une fois.",
  },
  dropped: (values) => `LinkedIn ne semble pas avoir appliqué : ${values}.`,
  companies: {
    count: (n) => (n <= 1 ? `${f.number(n)} entreprise` : `${f.number(n)} entreprises`),
    capture: (n) => (n <= 1 ? `Garder ${f.number(n)} entreprise` : `Garder ${f.number(n)} entreprises`),
    hint: "Gratuit. Leurs adresses web aident à trouver les personnes qui y travaillent.",
    list: "Entreprises de cette page",
    taken: (added, known) =>
      known === 0 ? `${f.number(added)} gardées.` : `${f.number(added)} gardées, ${f.number(known)} y étaient déjà.`,
  },
  switchedOff:
    "Ce type de page n’est pas lu dans cette version, car il a changé. Cherchez une mise à jour de l’extension.",
  overCap: (n) => `${f.number(n)} restent pour plus tard : votre limite du jour est atteinte.`,
  notAsked: "Votre espace est injoignable : qui s’y trouve déjà se verra à l’envoi.",
  fromPage: "Lu d’après la page seulement",
  problems: {
    daily_cap: "Votre limite du jour est atteinte. Relevez-la dans les réglages, ou reprenez quand il y a de la place.",
    no_advance_consent: "Acceptez d’abord que les pages soient tournées.",
    run_active: "Une collecte est déjà en cours. Arrêtez-la d’abord.",
    no_run: "Il n’y a pas de collecte à modifier.",
    too_early: "Il est trop tôt pour reprendre.",
  },
});
