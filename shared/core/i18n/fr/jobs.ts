import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

export const jobsFrench = (f: Formats): Messages["jobs"] => ({
  title: "Tâches",
  name: "Nom",
  state: "État",
  progressColumn: "Avancement",
  found: "Trouvés",
  creditsColumn: "Crédits",
  created: "Début",
  more: "Afficher les tâches plus anciennes",
  count: (n) => (n < 2 ? `${f.number(n)} tâche` : `${f.number(n)} tâches`),
  empty: {
    title: "Commencez par une liste",
    body: "Un fichier CSV ou Excel avec des noms et des entreprises suffit. Vous voyez le coût avant toute recherche.",
  },

  statuses: {
    draft: "Brouillon",
    running: "En cours",
    paused: "En pause",
    waiting: "En attente",
    completed: "Terminée",
    cancelled: "Annulée",
    failed: "En échec",
  },
  sources: { csv: "CSV", xlsx: "Excel", api: "API", extension: "Extension", cli: "Ligne de commande" },

  progress: {
    label: "Avancement",
    done: (done, total) => `${f.number(done)} sur ${f.number(total)}`,
    found: (n) => `${f.number(n)} ${n < 2 ? "trouvé" : "trouvés"}`,
    left: (seconds) => `reste ${f.duration(seconds)}`,
    rate: (perMinute) => `${f.number(perMinute)} par minute`,
    estimating: "calcul du temps restant",
    took: (seconds) => `a pris ${f.span(seconds)}`,
    nobody: "Personne à rechercher",
  },
  waiting: {
    credits_exhausted: {
      title: "En attente de crédits",
      body: "Le solde ne couvre pas la personne suivante. La tâche reprend d’elle-même dès qu’il y a des crédits.",
    },
    providers_unavailable: {
      title: "En attente des sources",
      body: "Aucune source n’est joignable pour l’instant. Elles sont réessayées d’elles-mêmes ; rien n’est facturé d’ici là.",
    },
    daily_budget: {
      title: "En attente de demain",
      body: "Le budget du jour est épuisé. La tâche reprend d’elle-même après minuit (UTC), ou dès que le budget est relevé.",
    },
    other: { title: "En attente", body: "La tâche reprend d’elle-même." },
    seeCredits: "Voir les crédits",
    seeBudget: "Voir le budget",
  },
  draft: {
    title: "Cet import n’a pas commencé",
    body: "Ses lignes sont là ; rien n’a été dépensé.",
    go: "Vérifier et lancer",
  },

  pause: "Mettre en pause",
  resume: "Reprendre",
  cancelJob: "Annuler la tâche",
  paused: "En pause. Ce qui est demandé en ce moment est encore enregistré.",
  resumed: "C’est reparti.",
  cancelled: "Annulée. Tout ce qui a été trouvé est gardé.",
  cancelTitle: "Annuler cette tâche ?",
  cancelBody: (left) =>
    `${f.number(left)} ${left < 2 ? "personne n’a pas encore été recherchée et ne le sera pas" : "personnes n’ont pas encore été recherchées et ne le seront pas"}. Ce qui est trouvé reste, et les crédits réservés pour le reste reviennent. C’est définitif.`,
  cancelConfirm: "Annuler la tâche",
  keep: "La laisser continuer",
  download: "Télécharger le CSV",
  downloadNote: "Vos colonnes telles quelles, plus les résultats",
  downloading: "Préparation du fichier…",
  downloaded: (name) => `${name} est enregistré.`,

  tabs: { label: "Vues de cette tâche", contacts: "Contacts", sources: "Sources", rows: "Lignes écartées" },

  counts: {
    found: "Trouvés",
    partial: "En partie",
    not_found: "Introuvables",
    failed: "En échec",
    suppressed: "Écartés",
    emails: "E-mails",
    phones: "Téléphones",
    credits: "Crédits dépensés",
    cost: "Coût des sources",
  },

  report: {
    caption: "Ce que chaque source a reçu et répondu",
    provider: "Source",
    asked: "Demandes",
    found: "Réponses",
    accepted: "Acceptées",
    share: "Taux",
    errors: "Erreurs",
    limited: "Ralenties",
    cost: "Coût",
    median: "Temps médian",
    empty: "Aucune source n’a encore été interrogée.",
    leftOut: (names) => `Écartées faute de clé : ${names}.`,
  },

  shadow: {
    title: "Votre ordre et le mode automatique",
    intro: (n) =>
      n === 1
        ? "La seule personne traitée, recherchée des deux façons."
        : `Les ${f.number(n)} personnes traitées, recherchées des deux façons.`,
    measure: "Mesure",
    actual: "Votre ordre",
    auto: "Automatique",
    asks: "Sources interrogées",
    cost: "Coût des sources",
    accepted: "E-mails assez sûrs",
    note: (otherFirst, known) =>
      `Le mode automatique aurait commencé par une autre source pour ${f.number(otherFirst)} d’entre elles. ${f.number(Math.round(known * 100))} % de ses réponses sont connues par cette tâche, le reste est ce que les sources apportent d’habitude. Rien n’a été demandé ni facturé pour cette comparaison.`,
    waiting: "La comparaison apparaît dès que les premières personnes sont traitées.",
  },

  rows: {
    caption: "Lignes non recherchées, avec la raison",
    none: "Chaque ligne du fichier a été recherchée.",
  },
});
