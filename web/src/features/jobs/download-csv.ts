import type { Api } from "../../api.ts";

/** Fetches the export with the user's rights and hands it to the browser as a file. Resolves with its name. */
export async function downloadCsv(api: Api, jobId: string, jobName: string): Promise<string> {
  const response = await api.raw(`/jobs/${jobId}/export.csv`);
  const name = fileName(response.headers.get("content-disposition"), jobName);
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

/** The name that the server chose (RFC 6266), else one made of the job's. */
export function fileName(disposition: string | null, jobName: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // Not well-formed: the plain one serves.
    }
  }
  const plain = /filename="([^"]+)"/i.exec(disposition ?? "")?.[1];
  return plain ?? `${jobName.replace(/\.(?:csv|tsv|txt|xlsx)$/i, "") || "captely"}-enriched.csv`;
}
