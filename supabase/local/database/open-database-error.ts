/** Why a database cannot be used, as one sentence that says what to do. */
export class OpenDatabaseError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "OpenDatabaseError";
  }
}
