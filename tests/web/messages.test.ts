import { describe, expect, it } from "vitest";
import { errorCodes } from "#contracts/errors.ts";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { createFrench } from "#core/i18n/fr.ts";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "../../web/src/api.ts";
import { errorText } from "../../web/src/error-text.ts";

const en = createEnglish(createFormats("en", "UTC"));
const fr = createFrench(createFormats("fr", "UTC"));

/** Codes that only programs meet; their English title is shown should one appear. */
const programsOnly = ["method_not_allowed", "idempotency_mismatch", "unsupported_media_type", "email_not_professional"];

describe("errorText", () => {
  it("has a sentence in both languages for every code that a user can meet", () => {
    const codes = Object.keys(errorCodes).filter((code) => !programsOnly.includes(code));
    expect(codes.filter((code) => !Object.hasOwn(en.errors.codes, code))).toEqual([]);
    expect(codes.filter((code) => !Object.hasOwn(fr.errors.codes, code))).toEqual([]);
  });

  it("falls back to the server's own title, never to nothing", () => {
    const unknown = new ApiError({ code: "brand_new", status: 418, title: "Something new happened." });
    expect(errorText(en.errors, unknown)).toBe("Something new happened.");
    expect(errorText(en.errors, new Error("stack and all"))).toBe("This did not work. Try again.");
    expect(errorText(en.errors, new UnreachableError("x"))).toContain("cannot be reached");
    expect(errorText(en.errors, new UnexpectedAnswerError("x"))).toContain("newest version");
  });

  it("adds what helps: the detail, the wait, the request id", () => {
    const refused = { status: 422, title: "t", detail: "There is no column 7." };
    expect(errorText(en.errors, new ApiError({ code: "unprocessable", ...refused }))).toContain(
      "There is no column 7.",
    );
    expect(
      errorText(en.errors, new ApiError({ code: "rate_limited", status: 429, title: "t", retryAfterSeconds: 8 })),
    ).toContain("8 s");
    expect(
      errorText(en.errors, new ApiError({ code: "internal", status: 500, title: "t", requestId: "req-1" })),
    ).toContain("req-1");
  });
});
