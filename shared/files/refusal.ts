/** Why a file cannot be read. `code` is one of the API's error codes; `detail` is the sentence for the user. */
export interface Refusal {
  ok: false;
  code: "unsupported_file" | "payload_too_large";
  reason:
    | "empty"
    | "too_large"
    | "too_many_rows"
    | "too_many_columns"
    | "zip_bomb"
    | "damaged"
    | "encrypted"
    | "old_excel"
    | "other_spreadsheet"
    | "pdf"
    | "image"
    | "json"
    | "markup"
    | "archive"
    | "document"
    | "binary";
  detail: string;
}

const sentences = {
  empty: "The file is empty.",
  too_large: "The file is too large. Split it and upload the parts.",
  too_many_rows: "The file has too many rows. Split it and upload the parts.",
  too_many_columns: "The file has too many columns. Delete those that are not needed and upload it again.",
  zip_bomb: "This Excel file unpacks to far more than a contact list can hold, so it was not opened. Save it as CSV.",
  damaged: "The Excel file is damaged. Open it in Excel, save it anew and upload that file.",
  encrypted: "The Excel file is protected by a password. Save it without one, or as CSV.",
  old_excel: "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password, or as CSV.",
  other_spreadsheet: "This spreadsheet format cannot be read. Save it as .xlsx or CSV.",
  pdf: "This is a PDF, not a table. Upload a CSV or Excel (.xlsx) file.",
  image: "This is a picture, not a table. Upload a CSV or Excel (.xlsx) file.",
  json: "This is JSON, not a table. Upload a CSV or Excel (.xlsx) file, or send JSON to the API's imports/leads.",
  markup: "This is a web page or XML, not a table. Upload a CSV or Excel (.xlsx) file.",
  archive: "This is an archive. Unpack it and upload the CSV or Excel (.xlsx) file inside.",
  document: "This is a document, not a table. Upload a CSV or Excel (.xlsx) file.",
  binary: "This is not a table. Upload a CSV, TSV or Excel (.xlsx) file.",
} as const satisfies Record<Refusal["reason"], string>;

/** A refusal with its sentence; `detail` replaces the usual one where figures help. */
export function refuse(reason: Refusal["reason"], detail: string = sentences[reason]): Refusal {
  const tooMuch = reason === "too_large" || reason === "too_many_rows" || reason === "too_many_columns";
  return {
    ok: false,
    code: tooMuch || reason === "zip_bomb" ? "payload_too_large" : "unsupported_file",
    reason,
    detail,
  };
}

/** Thrown inside the reader to leave a parser half way; `readTable` turns it into its refusal. */
export class RefusedFile extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.name = "RefusedFile";
    this.refusal = refusal;
  }
}
