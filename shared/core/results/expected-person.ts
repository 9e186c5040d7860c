/** What is known of whom an address should belong to. */
export interface ExpectedPerson {
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  company: string | null;
  domain: string | null;
}
