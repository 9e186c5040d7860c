import type { verifierEnglish } from "../en/verifier.ts";
import type { Formats } from "../formats.ts";

export const verifierFrench = (f: Formats): ReturnType<typeof verifierEnglish> => ({
  title: "Contrôle des boîtes",
  note: "Demande aux serveurs de messagerie si une boîte existe. Tourne là où ils sont joignables.",
  state: "État",
  running: "En marche",
  stopped: "À l’arrêt",
  neverRan:
    "Les adresses sont vérifiées jusqu’à leur serveur. Pour demander la boîte elle-même, lancez npm run verifier.",
  seen: (when) => `Vu pour la dernière fois ${when}. Relancez npm run verifier.`,
  waiting: (n) => `${f.number(n)} ${n < 2 ? "adresse" : "adresses"} en attente`,
  port: "Accès aux serveurs (port 25)",
  ports: { open: "Ouvert", closed: "Fermé", unknown: "Inconnu" },
  portHelp: "Demandez à l’hébergeur de cette machine d’ouvrir le port 25, ou lancez le contrôle ailleurs.",
  name: "Nom de son adresse",
  names: { match: "Correct", mismatch: "Un autre nom", missing: "Aucun", unknown: "Inconnu" },
  nameHelp: (helo) => `Faites pointer l’adresse vers ${helo} : sinon les serveurs stricts refusent de répondre.`,
  ownName: "le nom donné par VERIFY_HELO",
  lists: "Listes de blocage",
  notListed: "Sur aucune",
  listed: (n) => `Sur ${f.number(n)}`,
  listsUnknown: "Inconnu",
});
