/** Our own corrections to the lists that others keep. Each group says why it is here. */

/** Throw-away services that the curated list lacks although several others name them. */
export const disposableAdditions: readonly string[] = [
  "33mail.com",
  "10minutemail.org",
  "burnermail.io",
  "disposablemail.com",
  "luxusmail.org",
  "mail-temp.com",
  "mailtemp.net",
  "mailtm.com",
  "muell.email",
  "owlymail.com",
  "sneakemail.com",
  "spamgourmet.com",
  "temp-mail.io",
  "tempmail.com",
  "tempmail.net",
  "tempmailaddress.com",
  "throwaway.email",
];

/** Mailboxes anybody can open, missing from at least one source list or easily lost in a vote. */
export const freeAdditions: readonly string[] = (
  "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com yahoo.com ymail.com " +
  "rocketmail.com myyahoo.com aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me " +
  "tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me fastmail.com fastmail.fm hushmail.com hush.com " +
  "zoho.com zoho.eu zohomail.com zohomail.eu mail.com email.com gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.fr gmx.us " +
  "web.de freenet.de t-online.de arcor.de posteo.de posteo.net mailbox.org mail.de email.de online.de vodafone.de " +
  "kabelmail.de unitybox.de o2online.de orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr numericable.fr " +
  "club-internet.fr aliceadsl.fr libero.it virgilio.it alice.it tin.it tiscali.it inwind.it iol.it tim.it fastwebnet.it " +
  "email.it poste.it telefonica.net movistar.es terra.es ya.com orange.es ono.com sapo.pt mail.telepac.pt netcabo.pt " +
  "uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com zipmail.com.br ziggo.nl kpnmail.nl " +
  "planet.nl hetnet.nl xs4all.nl home.nl upcmail.nl telenet.be skynet.be proximus.be voo.be bluewin.ch sunrise.ch " +
  "hispeed.ch aon.at chello.at wp.pl o2.pl onet.pl onet.eu op.pl poczta.onet.pl interia.pl interia.eu gazeta.pl tlen.pl " +
  "poczta.fm vp.pl seznam.cz email.cz centrum.cz post.cz volny.cz azet.sk centrum.sk zoznam.sk pobox.sk citromail.hu " +
  "freemail.hu mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua meta.ua " +
  "bigmir.net abv.bg mail.bg dir.bg inbox.lv inbox.lt mail.ee delfi.lt yahoo.co.jp docomo.ne.jp ezweb.ne.jp " +
  "softbank.ne.jp nifty.com biglobe.ne.jp excite.co.jp qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com " +
  "foxmail.com aliyun.com 139.com 189.cn tom.com 21cn.com naver.com hanmail.net daum.net nate.com kakao.com " +
  "rediffmail.com rediff.com sify.com in.com indiatimes.com comcast.net xfinity.com verizon.net att.net sbcglobal.net " +
  "bellsouth.net cox.net charter.net spectrum.net roadrunner.com earthlink.net juno.com netzero.net optonline.net " +
  "optimum.net frontier.com frontiernet.net windstream.net centurylink.net embarqmail.com suddenlink.net pacbell.net " +
  "ameritech.net mindspring.com prodigy.net rogers.com shaw.ca bell.net sympatico.ca telus.net videotron.ca cogeco.ca " +
  "btinternet.com btopenworld.com virginmedia.com virgin.net blueyonder.co.uk ntlworld.com sky.com talktalk.net tiscali.co.uk " +
  "plusnet.com o2.co.uk bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz slingshot.co.nz " +
  "telkomsa.net mweb.co.za webmail.co.za walla.com walla.co.il netvision.net.il lycos.com excite.com hotmail.co.uk " +
  "hotmail.fr hotmail.de hotmail.it hotmail.es live.co.uk live.fr live.nl outlook.fr outlook.de yahoo.fr yahoo.de " +
  "yahoo.co.uk yahoo.co.in yahoo.com.br runbox.com mailfence.com lavabit.com inbox.com usa.com hey.com " +
  "elitemail.org mail2world.com disroot.org riseup.net cock.li airmail.cc autistici.org zoznam.sk safe-mail.net"
).split(" ");

/** Internet providers whose webmail the curated list takes for throw-away. */
export const notDisposable: ReadonlySet<string> = new Set(["21cn.com", "sify.com"]);

/** Companies that give their own staff addresses there: a lead at such a domain is a business contact. */
export const notFreeMail: ReadonlySet<string> = new Set(
  (
    "google.com facebook.com fb.com meta.com microsoft.com apple.com amazon.com ibm.com oracle.com sap.com intel.com hp.com " +
    "dell.com cisco.com samsung.com sony.com nokia.com ericsson.com siemens.com bosch.com allianz.com adobe.com " +
    "salesforce.com shopify.com stripe.com paypal.com ebay.com netflix.com uber.com twitter.com linkedin.com github.com " +
    "wordpress.com cnn.com bbc.co.uk nytimes.com nbc.com cbs.com abc.com disney.com espn.com mtv.com unilever.com " +
    "deloitte.com kpmg.com pwc.com ey.com accenture.com mckinsey.com supabase.com cloudflare.com digitalocean.com " +
    "godaddy.com namecheap.com verizon.com att.com t-mobile.com vodafone.com orange.com bt.com comcast.com ups.com " +
    "fedex.com dhl.com usps.com boeing.com ford.com gm.com ge.com bmw.com bmw.de mercedes-benz.com audi.com toyota.com " +
    "clerk.com unican.es harvard.edu stanford.edu mit.edu example.com example.org example.net"
  ).split(" "),
);

/** Listed as role words, but people are called so. */
export const notRoleWords: ReadonlySet<string> = new Set([
  "alexa",
  "gardner",
  "francisco",
  "madison",
  "austin",
  "sandy",
  "sydney",
]);

/** Relay and forwarding services: a real person's mailbox stands behind each address, so it is an alias, not a throw-away. */
export const privateRelayDomains: ReadonlySet<string> = new Set(
  (
    "privaterelay.appleid.com mozmail.com relay.firefox.com duck.com simplelogin.com simplelogin.co simplelogin.fr slmail.me " +
    "slmails.com aleeas.com silomails.com dralias.com 8alias.com 8shield.net passmail.net passmail.com passinbox.com " +
    "passfwd.com anonaddy.com anonaddy.me addy.io bump.email bumpmail.io countermail.com forwardemail.net improvmx.com " +
    "kolabnow.com lockrmail.com mailbox.org mailfence.com mf.me privateemail.com proxiedmail.com safemail.se soverin.net " +
    "startmail.com use.startmail.com opayq.com hidemyemail.app erine.email mailer.me myrelay.email cloaked.id"
  ).split(" "),
);
