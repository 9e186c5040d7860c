import { applyLookup } from "#core/verification/phone/lookup/apply-lookup.ts";
import type { LookupFailure, PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { type PhoneVerdict, type VerifyPhoneOptions, verifyPhone } from "#core/verification/phone/verify-phone.ts";
import { createPatientLookup } from "../phone-lookup/patient-lookup.ts";
import { loadPhoneOrigin } from "./load-phone-origin.ts";

export interface PhoneVerifierOptions {
  /** Asked for the numbers for which a caller wants it; without it `active` stays null. */
  lookup?: PhoneLookup | null;
  now(): number;
  sleep?(ms: number): Promise<void>;
  /** Told of each question that brought no answer; the number keeps its verdict without it. */
  onLookupFailure?(failure: LookupFailure): void;
}

export interface PhoneQuestion extends Pick<VerifyPhoneOptions, "region" | "companyRegion"> {
  /** Ask the look-up too; costs money. */
  lookup?: boolean;
}

export interface PhoneVerifier {
  /** True when there is somebody to ask whether a line is alive. */
  readonly canLookup: boolean;
  /** Never throws for what the text says. */
  verify(text: string, question?: PhoneQuestion): Promise<PhoneVerdict>;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Verifies what people type as a telephone number: by the numbering plan and the prefix tables, and by a look-up service
 * where one is given. The tables are loaded with the first number.
 */
export function createPhoneVerifier(options: PhoneVerifierOptions): PhoneVerifier {
  const { now, sleep = wait, onLookupFailure } = options;
  const lookup = options.lookup ? createPatientLookup(options.lookup, { now, sleep }) : null;

  async function ask(verdict: PhoneVerdict, question: PhoneQuestion): Promise<PhoneVerdict> {
    const { e164, type, reason } = verdict;
    // Fictional numbers and dummies are nobody's, whoever is asked.
    if (lookup === null || e164 === null || reason !== "valid" || !lookup.covers({ e164, type })) return verdict;
    const result = await lookup.ask({ e164, type });
    if (result.outcome === "answered") return applyLookup(verdict, result, question);
    onLookupFailure?.(result);
    return verdict;
  }

  return {
    canLookup: lookup !== null,
    async verify(text, question = {}) {
      const { region = null, companyRegion = null } = question;
      const verdict = verifyPhone(text, { region, companyRegion, origin: await loadPhoneOrigin() });
      return question.lookup === true ? ask(verdict, question) : verdict;
    },
  };
}
