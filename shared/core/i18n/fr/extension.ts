import type { extensionEnglish } from "../en/extension.ts";
import type { Formats } from "../formats.ts";

export const extensionFrench = (f: Formats): ReturnType<typeof extensionEnglish> => ({
  views: { label: "Vues", capture: "Cette page", outbox: "À envoyer", results: "Résultats" },
  signInIntro: "Connectez-vous pour trouver les e-mails et téléphones professionnels des personnes d’une page.",
  openDashboard: "Ouvrir le tableau de bord",

  consent: {
    title: "Avant la première page",
    intro:
      "Captely ne lit une page LinkedIn que lorsque ce volet est ouvert ou qu’une collecte lancée par vous est en cours, et n’en garde des personnes que sur votre clic ou par cette collecte.",
    readTitle: "Ce qui est lu",
    read: "Noms, postes, entreprises, lieux et adresses de profil que la page ouverte a chargés. Ni messages, ni coordonnées, rien de votre propre compte. Les personnes qui ne partagent pas leurs données avec des tiers sont laissées de côté.",
    goesTitle: "Où cela va",
    goes: "Dans ce navigateur, puis dans votre espace Captely, où des fournisseurs de données sont interrogés. Nulle part ailleurs.",
    termsTitle: "Ce que dit LinkedIn",
    terms:
      "Les conditions d’utilisation de LinkedIn restreignent la copie de profils, y compris par des extensions. LinkedIn peut limiter un compte pour cela. C’est à vous de décider, et de disposer d’un motif légal pour traiter ces données.",
    accept: "J’ai compris, continuer",
    decline: "Se déconnecter",
  },

  page: {
    kinds: {
      lead_search: "Recherche de prospects",
      saved_search: "Recherche enregistrée",
      lead_list: "Liste de prospects",
      lead_page: "Prospect",
      account_search: "Recherche de comptes",
      account_list: "Liste de comptes",
      account_page: "Compte",
      classic_profile: "Profil",
      classic_search: "Recherche de personnes",
      signed_out: "LinkedIn",
      other: "Aucune page avec des prospects",
    },
    none: {
      title: "Ouvrez une page avec des prospects",
      body: "Une recherche Sales Navigator, une liste ou un prospect. Si elle est déjà ouverte, rechargez-la une fois.",
    },
    states: {
      partial: "Lu d’après ce que la page affiche. Rechargez-la pour tous les détails.",
      skeleton:
        "Les lignes ne sont pas encore remplies. Faites défiler la page ; si elles restent vides, attendez quelques minutes puis rechargez.",
      throttled: "LinkedIn freine. Arrêtez-vous ici et reprenez dans une heure.",
      signed_out: "LinkedIn demande de se connecter. Connectez-vous là-bas, puis rouvrez la page.",
      shape_changed:
        "Cette page a une forme inconnue ici, rien n’en est pris. Cherchez une mise à jour de l’extension.",
    },
    position: (page, pages) =>
      pages === null ? `Page ${f.number(page)}` : `Page ${f.number(page)} sur ${f.number(pages)}`,
    total: (n) => `${f.number(n)} dans cette recherche`,
    capped: (n) =>
      `LinkedIn n’affiche que les ${f.number(n)} premiers. Divisez la recherche, par région ou par niveau, pour atteindre le reste.`,
    people: (n) => (n <= 1 ? `${f.number(n)} personne` : `${f.number(n)} personnes`),
    fresh: (n) => (n <= 1 ? `${f.number(n)} nouvelle` : `${f.number(n)} nouvelles`),
    known: (n) => `${f.number(n)} déjà à vous`,
    incomplete: (n) => (n <= 1 ? `${f.number(n)} incomplète` : `${f.number(n)} incomplètes`),
    refused: {
      private: (n) => `${f.number(n)} de côté : pas de partage de données avec des tiers.`,
      memorialized: (n) => `${f.number(n)} de côté : compte commémoratif.`,
      limited: (n) => `${f.number(n)} de côté : LinkedIn les affiche sans nom.`,
      unreadable: (n) =>
        `${f.number(n)} lignes illisibles. Faites défiler la page jusqu’au bout, puis regardez à nouveau.`,
    },
    mismatch: (n) =>
      n <= 1 ? `${f.number(n)} ne correspond pas à vos filtres` : `${f.number(n)} ne correspondent pas à vos filtres`,
    leaveMismatches: "Les laisser de côté",
    want: { label: "À trouver", email: "E-mail", phone: "Téléphone", both: "Les deux" },
    capture: (n) => (n <= 1 ? `Prendre ${f.number(n)} personne` : `Prendre ${f.number(n)} personnes`),
    cost: (milli) => `Coûte au plus ${f.credits(milli)} crédits ; seuls les résultats utilisables sont facturés.`,
    nothingNew: "Toutes les personnes de cette page sont déjà à vous.",
    taken: (added, known) =>
      known === 0
        ? `${f.number(added)} prises. L’envoi est en cours.`
        : `${f.number(added)} prises, ${f.number(known)} étaient déjà à vous.`,
    list: "Personnes de cette page",
    chips: { known: "Déjà à vous", incomplete: "Incomplète", mismatch: "Hors de vos filtres" },
    noTitle: "Aucun poste affiché",
    mismatchReason: (wanted, seen) => `Demandé : ${wanted}. Vu : ${seen}.`,
  },

  outbox: {
    title: "À envoyer",
    empty: { title: "Rien n’attend", body: "Les personnes prises sur une page passent par ici vers votre espace." },
    waiting: (n) => (n <= 1 ? `${f.number(n)} personne attend l’envoi` : `${f.number(n)} personnes attendent l’envoi`),
    allSent: (n) => (n <= 1 ? `${f.number(n)} personne envoyée` : `${f.number(n)} personnes envoyées`),
    sendNow: "Envoyer maintenant",
    states: { pending: "En attente", sending: "Envoi", sent: "Envoyé", held: "À vous" },
    reasons: {
      offline: "Le serveur est injoignable. Un nouvel essai se fait tout seul.",
      server: "Le serveur a un problème. Un nouvel essai se fait tout seul.",
      busy: "Le serveur n’accepte plus rien pour l’instant. Un nouvel essai se fait tout seul.",
      running: "La même demande est encore en cours. Elle est suivie toute seule.",
      signed_out: "La session a pris fin. Reconnectez-vous et cela reprend.",
      no_credits: "Il n’y a pas assez de crédits. Ajoutez-en, puis envoyez.",
      not_allowed: "Votre rôle ne permet pas d’importer. Demandez à un administrateur, puis envoyez.",
      refused: "Le serveur a refusé cet envoi. Il est gardé ; renvoyez-le après une mise à jour.",
    },
    next: (time) => `Prochain essai à ${time}`,
    people: (n) => (n <= 1 ? `${f.number(n)} personne` : `${f.number(n)} personnes`),
    duplicates: (n) => `${f.number(n)} déjà dans votre espace`,
    unusable: (n) => `${f.number(n)} inutilisables`,
  },

  results: {
    empty: {
      title: "Pas encore de résultats",
      body: "Prenez des personnes sur une page ; ce qui est trouvé apparaît ici.",
    },
    open: (name) => `Ouvrir ${name} dans le tableau de bord`,
    found: (found, total) => `${f.number(found)} sur ${f.number(total)} trouvés`,
  },

  problems: {
    unreachable: "Captely est injoignable. Vérifiez votre connexion ; rien n’est perdu.",
    signed_out: "Votre session a pris fin. Reconnectez-vous.",
    no_consent: "Lisez et acceptez d’abord la notice.",
    page_gone: "Cette page ne répond pas. Rechargez-la une fois, puis réessayez.",
    nothing_to_take: "Il n’y a personne à prendre sur cette page.",
    storage_full: "Ce navigateur n’a plus de place. Libérez de l’espace ; ce qui attend est en sûreté.",
    server: "Cela n’a pas fonctionné. Réessayez dans un instant.",
  },
});
