/** Thrown when a mail could not be handed over; the message holds neither address nor content. */
export class MailError extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = "MailError";
  }
}
