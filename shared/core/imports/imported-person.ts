/** A person as the `contacts` table takes it. Null means unknown. */
export interface ImportedPerson {
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  /** The name as it stood in the file. */
  name_raw: string | null;
  company: string | null;
  company_raw: string | null;
  domain: string | null;
  title: string | null;
  location: string | null;
  country: string | null;
  linkedin_url: string | null;
  linkedin_id: string | null;
  given_email: string | null;
  given_phone: string | null;
}
