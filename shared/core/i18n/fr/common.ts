import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

export const commonFrench = (f: Formats): Messages["common"] => ({
  product: "Captely",
  skipToContent: "Aller au contenu",
  mainNavigation: "Principale",
  openMenu: "Ouvrir le menu",
  close: "Fermer",
  cancel: "Annuler",
  retry: "Réessayer",
  loading: "Chargement…",
  copy: (what) => `Copier ${what}`,
  copied: "Copié",
  notifications: "Notifications",
  nav: {
    newImport: "Nouvel import",
    jobs: "Tâches",
    verify: "Vérifier",
    credits: "Crédits",
    keys: "Clés d’API",
    reference: "Référence de l’API",
    settings: "Réglages",
    work: "Travail",
    account: "Compte",
  },
  creditsLeft: (milli) => `${f.credits(milli)} ${milli < 2_000 ? "crédit restant" : "crédits restants"}`,
  account: "Compte",
  theme: { label: "Apparence", system: "Comme le système", light: "Clair", dark: "Sombre" },
  language: { label: "Langue", en: "English", fr: "Français" },
  sandbox: {
    badge: "Bac à sable",
    banner: "Bac à sable : les réponses viennent de simulateurs, aucune vraie personne n’est recherchée.",
  },
  notFound: {
    title: "Cette page n’existe pas",
    body: "L’adresse est peut-être mal saisie, ou ce qu’elle montrait a été supprimé.",
    action: "Voir vos tâches",
  },
  crash: {
    title: "Cette page a cessé de fonctionner",
    body: "Vos données sont en sécurité. Rechargez la page ; si cela persiste, envoyez-nous les mots ci-dessous.",
    action: "Recharger",
  },
  offline: "Vous êtes hors ligne. L’affichage peut dater ; il se met à jour au retour de la connexion.",
});
