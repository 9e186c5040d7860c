import type { destinationsEnglish } from "../en/destinations.ts";
import type { Formats } from "../formats.ts";

const people = (f: Formats, n: number) => (n < 2 ? `${f.number(n)} personne` : `${f.number(n)} personnes`);

export const destinationsFrench = (f: Formats): ReturnType<typeof destinationsEnglish> => ({
  title: "HubSpot",
  note: "Envoie les personnes trouvées vers vos contacts HubSpot.",
  loading: "Vérification de la connexion à HubSpot…",
  intro:
    "Dans HubSpot, ouvrez Développement, Clés, Clés de service (ou votre application privée), autorisez la lecture et l’écriture des contacts (crm.objects.contacts.read et .write), puis collez la clé ici.",
  simulated: (token) =>
    `Bac à sable : un simulateur sur cette machine remplace HubSpot. Aucun compte réel n’est touché. Il accepte ce jeton : ${token}`,
  token: "Clé de service ou jeton d’application privée",
  tokenHint: "Il est essayé tout de suite, conservé chiffré et n’est plus jamais affiché.",
  tokenMissing: "Collez d’abord le jeton.",
  connect: "Connecter HubSpot",
  change: "Changer le jeton",
  cancel: "Annuler",
  connected: "Connecté",
  connectedWith: (lastFour, account) =>
    account === null ? `Jeton finissant par ${lastFour}` : `Compte ${account}, jeton finissant par ${lastFour}`,
  refused: "HubSpot n’accepte plus le jeton. Rien n’est envoyé tant que vous n’en avez pas connecté un nouveau.",
  nobody: "Non connecté. Un administrateur de l’espace peut connecter HubSpot ici.",
  disconnect: "Déconnecter",
  disconnectTitle: "Déconnecter HubSpot ?",
  disconnectBody:
    "Le jeton est supprimé ici, ainsi que la note des envois. Les contacts restent dans HubSpot. Après une nouvelle connexion, tous sont renvoyés et mettent à jour les mêmes contacts.",
  disconnectConfirm: "Déconnecter",
  keep: "Garder",
  disconnected: "HubSpot est déconnecté.",

  send: "Envoyer vers HubSpot",
  sendOf: (name) => `Envoyer vers HubSpot : ${name}`,
  sending: "Envoi…",
  setUp: "Connecter HubSpot pour y envoyer ces personnes",
  reconnect: "HubSpot n’accepte plus le jeton : reconnectez",
  simulator: "Simulateur",
  who: "Crée ou met à jour les contacts par adresse e-mail : toutes les personnes trouvées au moins au niveau de confiance de cette tâche.",
  progress: "Envoyés vers HubSpot",
  progressOf: (done, all) => `${f.number(done)} sur ${f.number(all)}`,
  waiting: (seconds) => `HubSpot demande une pause de ${f.number(seconds)} s. L’envoi reprend tout seul.`,
  held: (left) =>
    `${people(f, left)} pas encore ${left < 2 ? "envoyée" : "envoyées"} : HubSpot demande une pause plus longue. Renvoyez plus tard.`,
  sent: (n) =>
    n === 0 ? "Personne de nouveau à envoyer." : `${people(f, n)} ${n < 2 ? "envoyée" : "envoyées"} vers HubSpot.`,
  already: (n) => `${people(f, n)} y ${n < 2 ? "était" : "étaient"} déjà.`,
  reasons: {
    invalid_email: (n) => `${f.number(n)} refus : HubSpot juge l’adresse e-mail invalide.`,
    unknown_property: (n) => `${f.number(n)} refus : il manque une propriété à votre HubSpot.`,
    invalid_value: (n) => `${f.number(n)} refus : votre HubSpot n’admet pas une valeur.`,
    required_property: (n) => `${f.number(n)} refus : votre HubSpot exige une propriété que nous n’avons pas.`,
    conflict: (n) => `${f.number(n)} refus : un autre contact de HubSpot entre en conflit.`,
    other: (n) => `${f.number(n)} refus : HubSpot n’a pas donné de raison connue.`,
    no_answer: (n) => `${f.number(n)} sans réponse. Renvoyez ; personne n’est créé deux fois.`,
    same_address: (n) => `${f.number(n)} laissé de côté : une ligne précédente a la même adresse.`,
  },
  problems: {
    destination_not_connected:
      "HubSpot n’est pas connecté. Un administrateur de l’espace le connecte dans les réglages.",
    destination_token: "HubSpot n’accepte plus le jeton. Reconnectez dans les réglages du tableau de bord.",
    destination_unavailable:
      "HubSpot ne répond pas comme il faut. Réessayez dans quelques minutes ; rien n’est envoyé deux fois.",
    forbidden: "Votre rôle ne le permet pas. Demandez à un administrateur de l’espace.",
  },
  properties: (names) => `(${names})`,
});
