import { describe, expect, test } from "vitest";
import { professionalAddress } from "#core/verification/professional-address.ts";

describe("refused", () => {
  test.each(["ana@gmail.com", "ana@yahoo.fr", "ana@outlook.com", "ana@orange.fr", " Ana@GMAIL.com "])(
    "free mail: %s",
    (address) => {
      expect(professionalAddress(address)).toEqual({ ok: false, reason: "free_mail" });
    },
  );

  test.each(["x@mailinator.com", "x@sub.mailinator.com", "x@yopmail.com", "x@guerrillamail.com"])(
    "throw-away: %s",
    (address) => {
      expect(professionalAddress(address)).toEqual({ ok: false, reason: "disposable" });
    },
  );

  test.each([
    "",
    "ana",
    "ana@",
    "@acme.example",
    "ana@acme",
    "ana@@acme.example",
    "ana @acme.example",
    "ana@acme..example",
    "ana@-acme.example",
    "<ana@acme.example>",
    "ana@acme.example, bob@acme.example",
    `${"a".repeat(65)}@acme.example`,
    `ana@${"a.".repeat(130)}example`,
    "ana@acme.example\nbcc: x@acme.example",
  ])("no address: %j", (address) => {
    expect(professionalAddress(address)).toEqual({ ok: false, reason: "syntax" });
  });
});

describe("accepted, in the form that is stored", () => {
  test.each([
    [" Ana.Durand@Acme.Example ", "ana.durand@acme.example"],
    ["ana+list@firm.test", "ana+list@firm.test"],
    ["ana@sub.acme-group.co.uk", "ana@sub.acme-group.co.uk"],
    ["ana@münchen.example", "ana@münchen.example"],
  ])("%s", (address, stored) => {
    expect(professionalAddress(address)).toEqual({ ok: true, address: stored });
  });
});
