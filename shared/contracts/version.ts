/** The product's version, as package.json says it (a test compares the two): functions cannot read that file when hosted. */
export const version = "0.1.0";
