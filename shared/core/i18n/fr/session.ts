import type { Formats } from "../formats.ts";
import type { Messages } from "../messages.ts";

export const sessionFrench = (f: Formats): Messages["session"] => ({
  title: "Se connecter à Captely",
  intro: "Déposez une liste de personnes ; recevez des e-mails professionnels et des téléphones vérifiés.",
  emailStep: "Saisissez votre e-mail professionnel. Première visite ? Le même formulaire crée votre compte.",
  emailLabel: "E-mail professionnel",
  emailPlaceholder: "vous@entreprise.fr",
  emailMissing: "Saisissez votre adresse professionnelle, comme vous@entreprise.fr.",
  sendCode: "Recevoir un code",
  codeTitle: "Consultez vos e-mails",
  codeStep: (email) => `Nous avons envoyé un code à 6 chiffres à ${email}. Il est valable 10 minutes.`,
  codeLabel: "Code à 6 chiffres",
  codeMissing: "Saisissez les six chiffres du code.",
  verify: "Se connecter",
  resend: "Envoyer un autre code",
  resendIn: (seconds) => `Autre code possible dans ${f.number(seconds)} s`,
  resent: "Un nouveau code est en route. Le précédent ne fonctionne plus.",
  otherEmail: "Utiliser une autre adresse",
  signOut: "Se déconnecter",
  signedOut: "Vous êtes déconnecté.",
  expired: "Votre session a pris fin. Reconnectez-vous pour reprendre où vous en étiez.",
  mailboxHint: "Ceci est un bac à sable : le courrier n’est pas distribué, il attend dans la boîte locale.",
  mailboxLink: "Ouvrir la boîte",
  errors: {
    wrongCode: "Ce code n’est pas le bon. Vérifiez les six chiffres ou demandez un nouveau code.",
    expiredCode: "Ce code a plus de 10 minutes. Demandez-en un nouveau.",
    tooMany: "Trop de codes pour cette adresse : 3 par heure au plus. Utilisez le dernier reçu ou réessayez plus tard.",
    tooFast: "C’était rapide. Attendez un instant, puis réessayez.",
    notProfessional:
      "Inscrivez-vous avec votre adresse professionnelle : les adresses gratuites ou jetables ne sont pas acceptées.",
    badEmail: "Cela ne ressemble pas à une adresse e-mail. Vérifiez la saisie.",
    unreachable: "Le serveur est injoignable. Vérifiez votre connexion et réessayez.",
    other: "La connexion n’a pas abouti. Réessayez dans un instant.",
  },
  points: {
    waterfall: "Plusieurs sources, l’une après l’autre, jusqu’à ce que l’une soit sûre",
    verified: "Chaque adresse vérifiée avant de compter",
    paid: "Vous ne payez que les résultats utilisables",
  },
});
