import type { Dice } from "./dice.ts";
import type { Region } from "./domains.ts";

const areaCodes = ["212", "312", "415", "617", "206", "305"] as const;

/**
 * A mobile number from the range that the country keeps for film and fiction, so that no made-up person ever has a real
 * subscriber's number: Arcep 06 39 98 xx xx, Ofcom 07700 900xxx, NANPA 555-01xx, Bundesnetzagentur 0171 3920 0xx.
 */
export function mobileNumber(dice: Dice, region: Region): string {
  const n = dice.int("mobile number", 10_000);
  switch (region) {
    case "FR":
      return `+33 6 39 98 ${pairs(n)}`;
    case "GB":
      return `+44 7700 900${digits(n % 1000, 3)}`;
    case "US":
      return `+1 ${dice.pick("area code", areaCodes)} 555 01${digits(n % 100, 2)}`;
    case "DE":
      return `+49 171 39200${digits(n % 100, 2)}`;
  }
}

/** A company's front desk, from the fiction ranges for fixed lines: 01 99 00 xx xx, 020 7946 0xxx, 555-01xx, 030 23125 xxx. */
export function switchboardNumber(dice: Dice, region: Region): string {
  const n = dice.int("switchboard number", 10_000);
  switch (region) {
    case "FR":
      return `+33 1 99 00 ${pairs(n)}`;
    case "GB":
      return `+44 20 7946 0${digits(n % 1000, 3)}`;
    case "US":
      return `+1 ${dice.pick("area code", areaCodes)} 555 01${digits(n % 100, 2)}`;
    case "DE":
      return `+49 30 23125 ${digits(n % 1000, 3)}`;
  }
}

function digits(value: number, width: number): string {
  return value.toString().padStart(width, "0");
}

function pairs(value: number): string {
  const text = digits(value, 4);
  return `${text.slice(0, 2)} ${text.slice(2)}`;
}
