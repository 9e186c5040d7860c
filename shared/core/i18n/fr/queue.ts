import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

const people = (f: Formats, n: number) => (n < 2 ? `${f.number(n)} contact` : `${f.number(n)} contacts`);

export const queueFrench = (f: Formats): Messages["queue"] => ({
  nav: "File d’attente",
  title: "File d’attente",
  intro: {
    installation: "Tout ce qui attend et travaille sur cette installation, pour tous les espaces de travail.",
    workspace: "Ce qui attend dans votre espace de travail, et l’état des sources.",
  },
  forbidden: "La file d’attente est réservée aux administrateurs de cet espace de travail. Adressez-vous à l’un d’eux.",
  updated: (time) => `Actualisé à ${time}`,
  quiet: "Rien n’attend. Lancez un import et il apparaîtra ici.",

  figures: {
    ready: "En attente",
    later: "Attendent leur heure",
    leased: "En cours",
    paused: "En pause",
    oldest: "Plus longue attente",
    workers: "Processus",
    deadLetters: "Abandonnés",
  },
  none: "aucun",
  since: (time) => `depuis ${time}`,

  sources: "Sources",
  sourcesNote:
    "Une source en difficulté est laissée en paix un moment, puis interrogée une fois pour voir si elle répond.",
  states: {
    well: "Répond",
    open: "En difficulté",
    half_open: "À l’essai",
    auth: "Clé refusée",
    out_of_credits: "Plus de crédits",
  },
  retryAt: (time) => `nouvel essai à ${time}`,
  switchedOff: (time) => `arrêtée ${time}`,
  enable: "L’interroger de nouveau",
  enabled: (source) => `${source} est de nouveau interrogée.`,
  channels: { email: "E-mail", phone: "Téléphone" },
  counts: { ready: "en attente", later: "plus tard", leased: "en cours", paused: "en pause" },
  noLine: "personne n’attend",
  limits: "Limites de requêtes",
  limit: (used, capacity) => `${f.number(used)} sur ${f.number(capacity)}`,
  per: (ms) =>
    ms === 1_000
      ? "par seconde"
      : ms === 60_000
        ? "par minute"
        : ms === 3_600_000
          ? "par heure"
          : ms === 86_400_000
            ? "par jour"
            : `en ${f.span(ms / 1_000)}`,
  limitName: (source, route) => `${source}, ${route}`,

  leases: "Appels en cours",
  leasesNone: "Aucun appel en cours.",
  leaseStates: { intent: "Va partir", submitted: "Chez la source", answered: "À enregistrer" },
  people: (n) => people(f, n),
  leaseUntil: (time) => `réservé jusqu’à ${time}`,
  polledAt: (time) => `consulté à ${time}`,
  overdue: "en retard",
  takeovers: (n) => (n < 2 ? "repris une fois" : `repris ${f.number(n)} fois`),
  worker: (name) => `processus ${name}`,
  started: (time) => `commencé ${time}`,
  showAll: (n) => `Tout afficher (${f.number(n)})`,
  showFewer: "Afficher moins",

  workers: "Processus",
  workersNone: "Aucun processus ne s’est manifesté depuis dix minutes. Les contacts attendent qu’il en démarre un.",
  seen: (time) => `vu ${time}`,

  deadLetters: {
    title: "Abandonnés",
    intro:
      "Contacts qui n’ont pu être traités après plusieurs essais. Leurs jobs ont continué sans eux ; ce qui a échoué n’a pas été facturé.",
    none: "Aucun contact n’a été abandonné.",
    tries: (n) => (n < 2 ? `${f.number(n)} essai` : `${f.number(n)} essais`),
    reasonHidden: "N’a pas pu être traité",
    open: "Voir le contact",
    select: (n) => `Contact n° ${f.number(n)}`,
    selectAll: "Tout sélectionner",
    selected: (n) => (n < 2 ? `${f.number(n)} sélectionné` : `${f.number(n)} sélectionnés`),
    redrive: "Renvoyer",
    redriveSome: (n) => `Renvoyer ${people(f, n)}`,
    done: (n, skipped) =>
      skipped === 0
        ? `${people(f, n)} de nouveau en file.`
        : `${people(f, n)} de nouveau en file ; ${f.number(skipped)} n’ont pu l’être : leur job est annulé, ou ils l’étaient déjà.`,
    more: (shown, all) => `Les ${f.number(shown)} plus récents sur ${f.number(all)}.`,
  },
});
