import { letterMask } from "./edit-distance.ts";

/** A mail service whose name people mistype. */
export interface Brand {
  name: string;
  /** Endings it serves, the likeliest first. */
  endings: readonly string[];
  /**
   * How far from the name a domain may be: `near` any single slip of a distinctive name; `slip` only swapped or doubled
   * letters, because real words lie one letter away; `exact` none, for names too short to tell.
   */
  reach: "near" | "slip" | "exact";
  /** Nobody else uses the name: any other ending is a typo. */
  sole: boolean;
  /** The letters of the name, see `letterMask`. */
  mask: number;
}

const brand = (name: string, endings: string, reach: Brand["reach"], sole = false): Brand => ({
  name,
  endings: endings.split(" "),
  reach,
  sole,
  mask: letterMask(name),
});

const many =
  "com co.uk fr de it es ca com.br com.ar com.mx com.au co.in co.jp in be nl ch at se dk no fi pl pt ie gr ro hu cz ru com.tr co.id com.sg com.hk com.tw com.ph com.my com.vn co.th co.nz co.za com.co com.pe com.ve cl co.kr co.il";

/** In order of how many people use them: of two equally near names the first wins. */
export const brands: readonly Brand[] = [
  brand("gmail", "com", "near", true),
  brand("yahoo", many, "near"),
  brand("hotmail", many, "near"),
  brand("outlook", many, "near"),
  brand("icloud", "com", "near", true),
  brand("googlemail", "com", "near", true),
  brand("aol", "com co.uk fr de", "exact"),
  brand("live", many, "exact"),
  brand("msn", "com", "exact"),
  brand("protonmail", "com ch", "near", true),
  brand("proton", "me", "exact"),
  brand("rocketmail", "com", "near", true),
  brand("ymail", "com", "exact"),
  brand("comcast", "net", "near"),
  brand("verizon", "net", "near"),
  brand("sbcglobal", "net", "near", true),
  brand("bellsouth", "net", "near"),
  brand("earthlink", "net", "slip"),
  brand("charter", "net", "slip"),
  brand("att", "net", "exact"),
  brand("cox", "net", "exact"),
  brand("optonline", "net", "near"),
  brand("frontiernet", "net", "near"),
  brand("gmx", "de net com at ch fr", "exact"),
  brand("web", "de", "exact"),
  brand("t-online", "de", "near"),
  brand("freenet", "de", "slip"),
  brand("arcor", "de", "slip"),
  brand("wanadoo", "fr", "near"),
  brand("orange", "fr", "slip"),
  brand("laposte", "net", "near"),
  brand("free", "fr", "exact"),
  brand("sfr", "fr", "exact"),
  brand("libero", "it", "slip"),
  brand("virgilio", "it", "slip"),
  brand("tiscali", "it", "slip"),
  brand("btinternet", "com", "near"),
  brand("virginmedia", "com", "near"),
  brand("ntlworld", "com", "near"),
  brand("talktalk", "net", "slip"),
  brand("fastmail", "com fm", "slip"),
  brand("hushmail", "com", "slip"),
  brand("tutanota", "com de", "near"),
  brand("yandex", "ru com", "slip"),
  brand("rambler", "ru", "slip"),
  brand("mail", "ru com", "exact"),
  brand("rediffmail", "com", "near", true),
  brand("uol", "com.br", "exact"),
  brand("terra", "com.br es", "slip"),
  brand("seznam", "cz", "slip"),
  brand("interia", "pl", "slip"),
  brand("onet", "pl", "exact"),
  brand("ziggo", "nl", "slip"),
  brand("telenet", "be", "slip"),
  brand("skynet", "be", "slip"),
  brand("bluewin", "ch", "slip"),
  brand("bigpond", "com net.au", "slip"),
  brand("optusnet", "com.au", "near"),
  brand("naver", "com", "slip"),
  brand("hanmail", "net", "slip"),
  brand("qq", "com", "exact"),
];
