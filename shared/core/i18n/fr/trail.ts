import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

export const trailFrench = (f: Formats): Messages["trail"] => ({
  phonePending: "Téléphone attendu",
  phonePendingBody: "Une source cherche le numéro, ce qui peut prendre quelques minutes. Il apparaîtra ici tout seul.",
  phonesPending: "Téléphones attendus",
  channels: { email: "E-mail", phone: "Téléphone" },
  asked: (time) => `demandé à ${time}`,
  answered: (time) => `répondu à ${time}`,
  took: (latency) => `en ${latency}`,
  overview: (length) => `${length} de la première demande à la dernière réponse`,
  stop: "Pourquoi l’arrêt",
  notAsked: (sources) => `Sans demander à : ${sources}.`,
  notAskedWhy: {
    accepted: "Ce n’était plus nécessaire et aurait coûté pour rien.",
    not_worth_asking: "Ce qu’elles pouvaient ajouter ne valait pas leur prix.",
    budget: "Le budget ne couvre pas une autre demande.",
    opted_out: "Personne n’est interrogé sur quelqu’un qui ne le veut pas.",
    cancelled: "Le job a été annulé avant.",
    suppressed: "Personne n’est interrogé sur quelqu’un qui ne le veut pas.",
  },
  notYet: (sources) => `Pas encore demandé à : ${sources}.`,
  everybody: "Toutes les sources de ce job ont été interrogées.",
  scored: (score) => `note ${f.number(score)} sur 100`,
  phoneCheck: "Notre vérification du numéro",
  phoneFacts: { region: "Pays", carrier: "Premier opérateur", location: "Lieu", active: "Ligne" },
  carrierToday: "Opérateur",
  active: { yes: "en service", no: "non attribuée" },
  phoneReasons: {
    valid: "valide",
    possible_only: "bonne longueur, tranche non attribuée",
    local_only: "indicatif manquant",
    fictional: "réservé aux films et aux exemples",
    dummy: "inventé pour remplir un formulaire",
    inactive: "ligne non attribuée",
  },
});
