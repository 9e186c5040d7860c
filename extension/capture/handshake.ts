/** How the reader introduces itself to the tap; everything after that goes over a port that the page cannot see. */
export const handshake = "captely:reader";

/** One response as the tap hands it over. */
export interface TappedResponse {
  url: string;
  status: number;
  /** Empty for answers that are no success. */
  text: string;
}

/** Larger bodies are not looked at: a page of 25 rows has about 150 kB. */
export const largestBody = 2 * 1024 * 1024;
/** Responses kept until the reader is there. */
export const mostHeld = 20;
