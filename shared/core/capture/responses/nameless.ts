/** Whom LinkedIn shows without a name, in the languages of its screens. */
export const nameless =
  /^(?:linkedin[\s-]*(?:member|mitglied|medlem|üyesi)|(?:membre|miembro|membro|utilisateur|usuario|utente)(?: d[eo]| da)? linkedin)$/i;
