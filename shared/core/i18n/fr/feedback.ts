import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

const credits = (f: Formats, milli: number): string => `${f.credits(milli)} ${milli < 2_000 ? "crédit" : "crédits"}`;

export const feedbackFrench = (f: Formats): Messages["feedback"] => ({
  why: (confidence) => `Pourquoi ${f.number(confidence)} sur 100 ?`,
  asGiven: (confidence) => `Au moment de la réponse : ${f.number(confidence)} sur 100`,
  meaning: (confidence) =>
    `Sur 100 adresses comme celle-ci, nous en attendons environ ${f.number(confidence)} qui sont bien celles de la personne et reçoivent du courrier.`,
  points: "Points",
  noChange: "sans effet",
  source: {
    verified: (source) => `${source} dit avoir vérifié l’adresse.`,
    probable: (source) => `${source} dit que l’adresse est probable.`,
    catch_all: (source) => `${source} l’a trouvée sur un domaine qui accepte toute adresse.`,
    weak: (source) => `${source} devine.`,
  },
  reasons: {
    verification_none: "Elle n’a pas été vérifiée, comme la tâche le demandait.",
    verification_unclear: "Notre contrôle n’a pas pu savoir si le domaine reçoit du courrier.",
    verification_takes_mail: "Notre contrôle : le domaine reçoit du courrier.",
    verification_implicit_mx:
      "Notre contrôle : le domaine n’indique aucun serveur de courrier, les messages peuvent se perdre.",
    verification_mailbox_unclear: "Notre contrôle : le serveur n’a pas répondu clairement sur cette boîte.",
    verification_mailbox_exists: "Notre contrôle : le serveur accepte cette boîte.",
    verification_catch_all: "Notre contrôle : le serveur accepte toute adresse, vraie ou non.",
    verification_mailbox_full: "Notre contrôle : la boîte est pleine, ou la personne a changé d’adresse.",
    score_low: "La note donnée par la source est basse.",
    score_middle: "La note donnée par la source est moyenne.",
    score_high: "La note donnée par la source est haute.",
    mailbox_role: "C’est une boîte partagée, pas celle d’une personne.",
    mailbox_free: "C’est une boîte privée, pas une boîte professionnelle.",
    mailbox_alias: "C’est une adresse de transfert que son propriétaire peut couper.",
    name_full: "Le prénom et le nom sont dans l’adresse.",
    name_initial: "Un nom et une initiale de la personne sont dans l’adresse.",
    name_single: "Un seul nom de la personne est dans l’adresse.",
    name_initials: "Seules les initiales de la personne sont dans l’adresse.",
    name_unknown: "Le nom n’a pas pu être comparé à l’adresse.",
    name_opaque: "L’adresse ne montre aucun nom.",
    name_other: "L’adresse semble être celle de quelqu’un d’autre.",
    domain_same: "Le domaine est celui de l’entreprise.",
    domain_related: "Le domaine ressemble à celui de l’entreprise.",
    domain_unknown: "Le domaine de l’entreprise n’est pas connu.",
    domain_unlike: "Le domaine ne ressemble pas au nom de l’entreprise.",
    domain_other: "Le domaine est celui d’une autre entreprise, peut-être d’un ancien employeur.",
    sources_one: "Une seule source la donne.",
    sources_two: "Une deuxième source donne la même adresse.",
    sources_three: "Trois sources ou plus donnent la même adresse.",
    sources_contradicted: "Une autre source donne une adresse différente.",
    sources_outvoted: "Davantage de sources donnent une adresse différente.",
    sources_majority: "La plupart des sources donnent cette adresse, une autre en donne une différente.",
    history_better: "Des réponses semblables se sont révélées meilleures.",
    history_worse: "Des réponses semblables se sont révélées moins bonnes.",
    refused: "Notre contrôle : cette adresse ne peut pas recevoir de courrier.",
  },
  question: "Cette adresse est-elle la bonne ?",
  kinds: { works: "Elle marche", wrong_person: "À quelqu’un d’autre", bounced: "Message refusé" },
  again: "Importez cette personne à nouveau pour chercher une autre adresse.",
  said: {
    works: "Vous avez dit qu’elle marche.",
    wrong_person: "Vous avez dit qu’elle est à quelqu’un d’autre.",
    bounced: "Vous avez dit que le message a été refusé.",
  },
  promise: (milli, day) =>
    `Si le message est refusé ou si elle est à quelqu’un d’autre, nous vous rendons ${credits(f, milli)}, jusqu’au ${day}.`,
  refunded: (milli) =>
    `${credits(f, milli)} vous ${milli < 2_000 ? "a été rendu" : "ont été rendus"}. Corrigez votre réponse quand vous voulez : ce qui est rendu reste à vous.`,
  done: {
    given: (milli) => `C’est noté. ${credits(f, milli)} ${milli < 2_000 ? "rendu" : "rendus"}.`,
    given_before: "C’est noté. Le crédit avait déjà été rendu.",
    not_charged: "C’est noté. Cette adresse était gratuite : il n’y a rien à rendre.",
    too_late: "C’est noté. Les crédits ne sont rendus que dans les 30 jours.",
    not_due: "C’est noté. Merci : les prochaines réponses en seront plus sûres.",
  },
});
