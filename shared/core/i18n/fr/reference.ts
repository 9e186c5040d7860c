import type { Messages } from "../messages.ts";

export const referenceFrench = (): Messages["reference"] => ({
  title: "Référence de l’API",
  base: "Adresse de base",
  auth: "Envoyez une clé de la page Clés d’API : Authorization: Bearer cap_…",
  contents: "Sommaire",
  search: "Filtrer par chemin ou mot",
  noMatch: "Aucune route ne correspond.",
  parameters: "Paramètres",
  body: "Corps",
  answers: "Réponses",
  required: "requis",
  example: "Essayer",
  publicRoute: "sans clé",
  download: "Télécharger openapi.json",
});
