/**
 * Regions in which a mobile number can be taken along to another carrier (`mobileNumberPortableRegion` in Google's
 * PhoneNumberMetadata.xml 9.0.35): there, the prefix names the first carrier and not necessarily today's.
 */
const portableRegions: ReadonlySet<string> = new Set(
  `
  AG AI AL AM AR AT AU AZ BA BB BE BG BH BJ BL BM BR BS BY CA CH CL CM CO CY CZ DE DK DM DO EC EE EG ES FI FR GB
  GD GE GF GH GI GP GR HK HR HU IE IL IN IR IS IT JM JO JP KE KN KR KW KY KZ LC LT LU LV MA MD MF MK MQ MS MT MX
  MY NG NL NO NZ OM PA PE PK PL PR PT PY QA RO RS RU SA SE SG SI SK SX TC TH TR TT TW US VA VC VG ZA
`
    .trim()
    .split(/\s+/),
);

export function isPortableRegion(region: string): boolean {
  return portableRegions.has(region);
}
