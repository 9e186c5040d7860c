/** Who runs a mail host, by the end of its name. More telling endings stand before shorter ones. */
const families: readonly (readonly [provider: string, endings: string])[] = [
  ["google", "google.com googlemail.com psmtp.com"],
  ["outlook", "olc.protection.outlook.com hotmail.com"],
  [
    "microsoft365",
    "protection.outlook.com mx.microsoft mail.eo.outlook.com protection.office365.us protection.partner.outlook.cn",
  ],
  ["yahoo", "yahoodns.net yahoo.com yahoo.co.jp"],
  ["icloud", "mail.icloud.com icloud.com apple.com"],
  ["proofpoint", "pphosted.com ppe-hosted.com ppops.net gslb.pphosted.com"],
  ["mimecast", "mimecast.com mimecast.co.za mimecast-offshore.com"],
  ["barracuda", "barracudanetworks.com barracuda.com cudamail.com"],
  ["cisco", "iphmx.com ces.cisco.com"],
  ["symantec", "messagelabs.com messagelabs.net"],
  ["trendmicro", "trendmicro.com trendmicro.eu trendmicro.co.jp"],
  ["sophos", "hydra.sophos.com reflexion.net sophos.com"],
  ["forcepoint", "mailcontrol.com"],
  ["hornetsecurity", "hornetsecurity.com antispameurope.com hornetdefender.com spamfilter24.de"],
  ["spamexperts", "antispamcloud.com spamexperts.com spamexperts.eu spamexperts.net mtaroutes.com"],
  ["fireeye", "fireeyecloud.com fireeyegov.com"],
  ["zix", "arsmtp.com zixport.com zixcorp.com"],
  ["vadesecure", "vadesecure.com vade.com"],
  ["retarus", "retarus.com"],
  ["mailchannels", "mailchannels.net"],
  ["cloudflare", "mx.cloudflare.net"],
  ["gmx", "gmx.net gmx.com gmx.de"],
  ["webde", "web.de"],
  [
    "ionos",
    "kundenserver.de ionos.com ionos.de ionos.co.uk ionos.fr ionos.es ionos.it 1and1.com 1and1.co.uk perfora.net online.de",
  ],
  ["strato", "rzone.de strato.de"],
  ["tonline", "t-online.de"],
  ["ovh", "ovh.net ovh.ca ovh.com"],
  ["gandi", "gandi.net"],
  ["infomaniak", "infomaniak.ch infomaniak.com ikmail.com"],
  ["orange", "orange.fr wanadoo.fr"],
  ["free", "free.fr"],
  ["laposte", "laposte.net"],
  ["sfr", "sfr.fr"],
  ["libero", "libero.it italiaonline.it"],
  ["aruba", "aruba.it"],
  ["register", "register.it"],
  ["zoho", "zoho.com zoho.eu zoho.in zoho.com.au zohomail.com zohocloud.ca"],
  ["yandex", "yandex.net yandex.ru yandex.com"],
  ["mailru", "mail.ru"],
  ["protonmail", "protonmail.ch proton.me proton.ch"],
  ["tutanota", "tutanota.de tutanota.com tuta.com"],
  ["fastmail", "messagingengine.com fastmail.com"],
  ["rackspace", "emailsrvr.com"],
  ["godaddy", "secureserver.net"],
  ["namecheap", "privateemail.com registrar-servers.com jellyfish.systems"],
  ["titan", "titan.email"],
  ["hostinger", "hostinger.com hostinger.io"],
  ["dreamhost", "dreamhost.com"],
  ["bluehost", "bluehost.com hostgator.com"],
  ["siteground", "mailspamprotection.com siteground.eu"],
  ["one", "one.com"],
  ["migadu", "migadu.com"],
  ["mailbox", "mailbox.org"],
  ["runbox", "runbox.com"],
  ["amazon", "amazonaws.com awsapps.com"],
  ["sendgrid", "sendgrid.net"],
  ["mailgun", "mailgun.org"],
  ["improvmx", "improvmx.com"],
  ["forwardemail", "forwardemail.net"],
  ["simplelogin", "simplelogin.co"],
  ["comcast", "comcast.net"],
  ["charter", "charter.net spectrum.com"],
  ["cox", "cox.net"],
  ["att", "att.net prodigy.net"],
  ["seznam", "seznam.cz"],
  ["wp", "wp.pl"],
  ["onet", "onet.pl"],
  ["interia", "interia.pl"],
  ["homepl", "home.pl"],
  ["tencent", "qq.com exmail.qq.com"],
  ["netease", "163.com netease.com 126.com ym.163.com qiye.163.com"],
  ["alibaba", "mxhichina.com aliyun.com alibaba-inc.com"],
  ["sina", "sina.com.cn sina.com"],
  ["naver", "naver.com"],
  ["kakao", "daum.net hanmail.net kakao.com"],
];

const byEnding: ReadonlyMap<string, string> = new Map(
  families.flatMap(([provider, endings]) => endings.split(" ").map((ending) => [ending, provider] as const)),
);

function providerOfHost(host: string): string | null {
  let rest = host.toLowerCase().replace(/\.$/, "");
  for (;;) {
    const provider = byEnding.get(rest);
    if (provider !== undefined) return provider;
    const dot = rest.indexOf(".");
    if (dot < 0) return null;
    rest = rest.slice(dot + 1);
  }
}

/** The family that takes a domain's mail, from its MX hosts in order of preference; null when it is nobody known. */
export function mailProvider(hosts: readonly string[]): string | null {
  for (const host of hosts) {
    const provider = providerOfHost(host);
    if (provider !== null) return provider;
  }
  return null;
}

const sayYesToAll = new Set(["yahoo", "mailru", "yandex"]);

/** Providers that answer 250 to any recipient and sort it out later: their "yes" is no evidence, their "no" is. */
export const acceptsEveryone = (provider: string | null): boolean => provider !== null && sayYesToAll.has(provider);
