import type { EmailLabel } from "../provider-port.ts";

/** Qualifications come in the language of the request and in older spellings: all of them mean one of these. */
const locals: Readonly<Record<string, string>> = {
  nominative: "nominative",
  nominatif: "nominative",
  catch_all: "catch_all",
  non_confirm: "catch_all",
  non_confirme: "catch_all",
  do_not_contact: "opted_out",
  ne_pas_contacter: "opted_out",
};

/**
 * What a qualification such as `nominative@pro` or `Ne_Pas_Contacter@pro` says of the address. `reject` covers
 * generic, random, invalid, private, school and disposable boxes: not the person's own at work.
 */
export function readQualification(qualification: string): EmailLabel | "opted_out" | "reject" {
  const [local = "", domain = ""] = plain(qualification).split("@");
  const meaning = Object.hasOwn(locals, local) ? locals[local] : undefined;
  if (meaning === "opted_out") return "opted_out";
  if (domain !== "pro") return "reject";
  if (meaning === "nominative") return "verified";
  return meaning === "catch_all" ? "catch_all" : "reject";
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .trim()
    .replace(/[\s-]+/g, "_");
}
