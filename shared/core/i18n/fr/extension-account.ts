import type { extensionAccountEnglish } from "../en/extension-account.ts";
import type { Formats } from "../formats.ts";

const credits = (f: Formats, milli: number) => `${f.credits(milli)} ${Math.abs(milli) < 2_000 ? "crédit" : "crédits"}`;

export const extensionAccountFrench = (f: Formats): ReturnType<typeof extensionAccountEnglish> => ({
  signIn: {
    or: "ou",
    google: "Continuer avec Google",
    withCode: "Se connecter depuis le tableau de bord",
    connectTitle: "Se connecter depuis le tableau de bord",
    connectStep:
      "Déjà connecté au tableau de bord ? Ouvrez ses réglages, choisissez « Connecter l’extension » et saisissez le code ici.",
    connectLabel: "Code du tableau de bord",
    connectHint: "Dix lettres et chiffres, valables cinq minutes.",
    connectMissing: "Saisissez le code entier, comme 7KQ2M-X0FTR.",
    connect: "Se connecter",
    openSettings: "Ouvrir les réglages du tableau de bord",
    byMail: "Se connecter plutôt par e-mail",
    errors: {
      code: "Ce code est faux, déjà utilisé ou trop ancien. Créez-en un nouveau dans le tableau de bord.",
      tooMany: "Trop d’essais. Attendez quelques minutes, puis créez un nouveau code.",
      cancelled: "La fenêtre Google a été fermée avant la connexion.",
      refused: "Google ou le service de connexion a refusé. Réessayez, ou connectez-vous par e-mail.",
      unreachable: "Le serveur est injoignable. Vérifiez votre connexion et réessayez.",
      other: "La connexion n’a pas abouti. Réessayez dans un instant.",
    },
  },

  lead: {
    want: "Que chercher",
    find: { email: "Trouver l’e-mail", phone: "Trouver le téléphone", both: "Trouver l’e-mail et le téléphone" },
    cost: (milli, left) =>
      `Coûte au plus ${credits(f, milli)} sur ${f.credits(left)} ; seuls les résultats utilisables sont facturés.`,
    noCredits: (milli, left) =>
      `Il faut jusqu’à ${credits(f, milli)} ; il en reste ${f.credits(left)}. Ajoutez des crédits dans le tableau de bord.`,
    incomplete:
      "Ni entreprise ni profil public ne sont affichés : personne ne peut être interrogé au sujet de cette personne.",
    steps: {
      waiting: "En attente d’envoi",
      sending: "En route vers votre espace de travail",
      queued: "La première source sera bientôt interrogée",
      asking: (n) => (n === 1 ? "1 source interrogée" : `${f.number(n)} sources interrogées`),
    },
    held: "L’envoi n’a pas abouti. La boîte d’envoi dit pourquoi.",
    refused: "Votre espace de travail n’a pas pu utiliser cette personne : on en sait trop peu.",
    owned: "Votre espace de travail a déjà cette personne ; elle n’est ni recherchée ni facturée une seconde fois.",
    found: "Résultat",
    email: "E-mail",
    phone: "Téléphone",
    none: { email: "Aucune adresse e-mail trouvée", phone: "Aucun numéro trouvé" },
    nothing: "Rien d’utilisable n’a été trouvé : rien n’est facturé.",
    charged: (milli) =>
      milli === 0 ? "Rien n’a été facturé" : `${credits(f, milli)} facturé${milli < 2_000 ? "" : "s"}`,
    trail: "Comment on l’a trouvé",
    open: "Ouvrir dans le tableau de bord",
    announced: {
      found: (what) => `Trouvé : ${what}.`,
      nothing: "Rien n’a été trouvé.",
    },
  },

  lists: {
    add: "Ajouter à une liste",
    list: "Liste",
    fresh: "Nouvelle liste…",
    name: "Nom de la nouvelle liste",
    nameMissing: "Donnez un nom à la liste.",
    save: "Ajouter",
    cancel: "Annuler",
    option: (name, n) => `${name} (${f.number(n)})`,
    done: (name, added, known) =>
      known === 0
        ? `${f.number(added)} ajouté${added < 2 ? "" : "s"} à « ${name} ».`
        : added === 0
          ? `Déjà dans « ${name} ».`
          : `${f.number(added)} ajouté${added < 2 ? "" : "s"} à « ${name} », ${f.number(known)} y étai${known < 2 ? "t" : "ent"} déjà.`,
    nobody: "Rien n’a encore été trouvé dans cette collecte : il n’y a personne à ajouter.",
    failed: "La liste n’a pas pu être modifiée. Réessayez dans un instant.",
  },

  results: {
    export: "Enregistrer en CSV",
    exportOf: (name) => `Enregistrer en CSV : ${name}`,
    listOf: (name) => `Ajouter à une liste : personnes trouvées de ${name}`,
    exported: (name) => `${name} a été enregistré.`,
    found: (emails, phones) =>
      [
        `${f.number(emails)} e-mail${emails < 2 ? "" : "s"}`,
        ...(phones === 0 ? [] : [`${f.number(phones)} téléphone${phones < 2 ? "" : "s"}`]),
      ].join(" · "),
    charged: (milli) => credits(f, milli),
  },

  settings: {
    title: "Réglages",
    open: "Réglages",
    close: "Fermer les réglages",
    account: "Compte",
    workspace: "Espace de travail",
    workspaceNote: "Là où vont les personnes, et dont les crédits sont utilisés.",
    credits: "Crédits restants",
    looking: "Recherche",
    want: "Que chercher",
    wantNote: "Ce qui est choisi d’abord sur chaque page.",
    cap: "Personnes par jour",
    capNote: (used, left) =>
      `${f.number(used)} ${used < 2 ? "prise" : "prises"} ces dernières 24 heures, reste ${f.number(left)}.`,
    capReset: (time) => `De nouveau de la place à partir de ${time}.`,
    capWrong: (least, most) => `Saisissez un nombre de ${f.number(least)} à ${f.number(most)}.`,
    capSave: "Fixer",
    capSaved: "La limite est fixée.",
    appearance: "Apparence et langue",
    data: "Données dans ce navigateur",
    dataNote:
      "Votre session, ces réglages, votre accord et la boîte d’envoi. Ce qui est arrivé dans votre espace de travail y reste.",
    erase: "Supprimer les données locales",
    eraseTitle: "Tout supprimer dans ce navigateur ?",
    eraseBody: (waiting) =>
      waiting === 0
        ? "Vous êtes déconnecté et la liste des personnes prises est oubliée. Votre espace de travail n’est pas touché."
        : `${waiting === 1 ? "1 personne n’a pas encore été envoyée et serait perdue" : `${f.number(waiting)} personnes n’ont pas encore été envoyées et seraient perdues`}. Vous êtes déconnecté. Votre espace de travail n’est pas touché.`,
    eraseConfirm: "Supprimer",
    privacy: "Rien n’est lu avant votre accord, et rien n’est pris sans un clic.",
    version: (version) => `Captely ${version}`,
  },
});
