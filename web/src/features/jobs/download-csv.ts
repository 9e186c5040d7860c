import type { Api } from "../../api.ts";

/** Fetches the export with the user's rights and hands it to the browser as a file. Resolves with its name. */
export async function downloadCsv(api: Api, jobId: string, jobName: string): Promise<string> {
  const bare = jobName.replace(/\.(?:csv|tsv|txt|xlsx)$/i, "") || "captely";
  return saveCsv(await api.raw(`/jobs/${jobId}/export.csv`), `${bare}-enriched.csv`);
}

/** Hands an answer to the browser as a file, under the name that the server chose, else the given one. */
export async function saveCsv(response: Response, otherwise: string): Promise<string> {
  const name = fileName(response.headers.get("content-disposition"), otherwise);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the file a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}

/** The name that the server chose (RFC 6266), else the given one. */
export function fileName(disposition: string | null, otherwise: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // Not well-formed: the plain one serves.
    }
  }
  const plain = /filename="([^"]+)"/i.exec(disposition ?? "")?.[1];
  return plain ?? otherwise;
}
