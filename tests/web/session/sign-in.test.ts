import { describe, expect, it } from "vitest";
import { codeDigits, codeErrorName, codeLifeMs, sendErrorName } from "#core/session/sign-in-error.ts";
import { safePath } from "../../../web/src/safe-path.ts";

describe("sendErrorName", () => {
  it.each([
    [{ code: "email_not_professional", status: 422 }, "notProfessional"],
    [{ status: 422 }, "notProfessional"],
    [{ code: "over_email_send_rate_limit", status: 429 }, "tooMany"],
    [{ code: "over_request_rate_limit", status: 429 }, "tooFast"],
    [{ code: "email_address_invalid", status: 400 }, "badEmail"],
    [{ status: 0 }, "unreachable"],
    [new TypeError("Failed to fetch"), "unreachable"],
    [{ status: 500 }, "other"],
    ["what", "other"],
    [null, "other"],
  ])("%j → %s", (error, name) => {
    expect(sendErrorName(error)).toBe(name);
  });
});

describe("codeErrorName", () => {
  it("lets the clock tell a wrong code from an old one", () => {
    const refused = { code: "otp_expired", status: 403 };
    expect(codeErrorName(refused, 0, codeLifeMs - 1)).toBe("wrongCode");
    expect(codeErrorName(refused, 0, codeLifeMs + 1)).toBe("expiredCode");
    expect(codeErrorName({ status: 429 }, 0, 1)).toBe("tooFast");
    expect(codeErrorName(new TypeError("Failed to fetch"), 0, 1)).toBe("unreachable");
    expect(codeErrorName({ status: 503 }, 0, 1)).toBe("other");
  });
});

describe("codeDigits", () => {
  it.each([
    ["123 456", "123456"],
    ["Your code: 123456.\n", "123456"],
    ["12-34-56-78", "123456"],
    ["abc", ""],
  ])("%j → %j", (text, digits) => {
    expect(codeDigits(text)).toBe(digits);
  });
});

describe("safePath", () => {
  it.each([
    "//northwind.example",
    "/\\northwind.example",
    "https://northwind.example",
    "javascript:alert(1)",
    "",
    undefined,
  ])("does not follow %j", (next) => {
    expect(safePath(next)).toBe("/jobs");
  });

  it("goes back to where one came from", () => {
    expect(safePath("/jobs/1?show=found")).toBe("/jobs/1?show=found");
  });
});
