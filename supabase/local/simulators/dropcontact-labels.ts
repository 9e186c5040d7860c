/** French is the default language of the API: the same labels, other words. */
const french: Readonly<Record<string, string>> = {
  nominative: "nominatif",
  generic: "generique",
  invalid: "invalide",
  non_validated: "non_validé",
  Do_Not_Contact: "Ne_Pas_Contacter",
  disposable: "jetable",
};

export function qualification(label: string, language: "en" | "fr"): string {
  if (language === "en") return label;
  return label
    .split("@")
    .map((part) => french[part] ?? part)
    .join("@");
}

export function civility(gender: string, language: "en" | "fr"): string | null {
  if (gender === "FEMALE") return language === "en" ? "Mrs" : "Mme";
  if (gender === "MALE") return language === "en" ? "Mr" : "M.";
  return null;
}
