import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

export const errorsFrench = (f: Formats): Messages["errors"] => ({
  codes: {
    bad_request: "La requête est illisible. Rechargez la page et réessayez.",
    unauthorized: "Votre session a pris fin. Reconnectez-vous.",
    forbidden: "Votre rôle ne le permet pas. Demandez à un administrateur de l’espace.",
    not_found: "Il n’y a rien ici. C’est peut-être supprimé, ou cela appartient à un autre espace.",
    conflict: "La tâche a changé d’état entre-temps. Rechargez et réessayez.",
    idempotency_running: "La même requête est encore en cours. Attendez un instant et réessayez.",
    payload_too_large: "Le fichier est trop grand. Divisez-le et envoyez les parties.",
    unsupported_file: "Ce n’est pas un tableau. Prenez un fichier CSV, TSV ou Excel (.xlsx).",
    unprocessable: "Quelque chose dans la requête ne convient pas.",
    no_name_column:
      "Aucune colonne ne contient de nom, d’adresse LinkedIn ou d’e-mail. Associez les colonnes et réessayez.",
    credits_exhausted: "Il n’y a pas assez de crédits. Ajoutez-en ou choisissez moins de contacts.",
    destination_not_connected:
      "HubSpot n’est pas connecté. Un administrateur de l’espace le connecte dans les réglages.",
    destination_token:
      "HubSpot n’accepte pas ce jeton. Vérifiez qu’il peut lire et écrire les contacts, ou créez-en un autre, puis reconnectez.",
    destination_unavailable:
      "HubSpot ne répond pas comme il faut. Réessayez dans quelques minutes ; rien n’est envoyé deux fois.",
    rate_limited: "Trop de requêtes. Attendez un instant et réessayez.",
    unavailable: "Le service est occupé ou redémarre. Réessayez dans un instant ; rien n’est perdu.",
    internal:
      "Quelque chose s’est cassé de notre côté. Réessayez ; si cela persiste, donnez l’identifiant de requête au support.",
  },
  unreachable: "Le serveur est injoignable. Vérifiez votre connexion ; rien de ce que vous avez fait n’est perdu.",
  unexpectedAnswer:
    "Le serveur a répondu d’une façon inconnue de cette page. Rechargez-la pour avoir la dernière version.",
  other: "Cela n’a pas fonctionné. Réessayez.",
  requestId: (id) => `Identifiant de requête ${id}`,
  retryIn: (seconds) => `Réessayez dans ${f.number(seconds)} s.`,
});
