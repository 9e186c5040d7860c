/**
 * How mail servers word things. Each pattern is matched against lower-case text without addresses, codes and accents. The
 * families were collected from server defaults (Postfix, Exim, Sendmail, qmail, Exchange, Domino), the postmaster pages
 * of Google, Microsoft, Yahoo, Apple, GMX, Orange, T-Online, Comcast, and the gateways Mimecast, Proofpoint, Barracuda.
 */
const any = (...parts: string[]): RegExp => new RegExp(parts.join("|"));

/** Greylisting by name or by mark: the same sender is let in later. */
export const greylist = any(
  "gr[ae]y[- ]?list|grau(?:e )?list|liste? gris[ae]?|lista grigia|sender/recipient triplet",
  "postgrey",
  "\\[gl01\\]",
  "doc-1369#451",
  "(?:first|new) (?:time )?(?:sender|triplet|contact)",
  "try(?:ing)? (?:it )?again (?:in|after) \\d+ ?(?:s|m|sec|min|hour)",
  "retry (?:in|after) \\d+ ?(?:s|m|sec|min|hour)",
  "come back (?:later|in|after)",
  "rate limited due to ip reputation",
  "not yet authori[sz]ed to deliver",
);

/** A blocklist or a ban that names the sending address. Says nothing about the mailbox. */
export const blockedSource = any(
  // Lists and reputation services by name
  "spamhaus",
  "spamcop",
  "barracudacentral|barracuda reputation",
  "\\bsorbs\\b",
  "abusix",
  "uceprotect",
  "invaluement",
  "mailspike",
  "spamrats",
  "nixspam|manitu",
  "\\bpsbl\\b",
  "hostkarma",
  "senderscore|senderbase|talosintelligence|mail-abuse\\.com|reputation (?:service|block)",
  "cloudmark|\\bcsi\\.",
  "mxrate|njabl|ahbl|dsbl\\b|cbl\\.abuseat|abuseat\\.org|backscatterer|five-?ten|wpbl|countries\\.nerd|trendmicro.*\\b(?:ers|rbl)",
  "\\b[dr]n?s?bls?\\b|\\b[dr]ns ?bl\\b|\\brbls?\\b|\\brbl:|\\bsbl\\b|\\bxbl\\b|\\bpbl\\b|\\bzen\\.|\\bblocklist\\.",
  "ipcheck\\.proofpoint|dnsbl-lookup|ip-lookup|ip_lookup|iplookup|blocked - see|delist",
  // Microsoft, AOL, Yahoo, Comcast marks
  "\\bs3140\\b|\\bs3150\\b|\\b(?:dy|ou)-00\\d|\\brtr:b[bgl]|\\brly:b\\d|\\bbl0000\\d|\\bbl2[123]\\b|\\bts03\\b|tss0?9|tss11|banned sending ip|banned sender",
  "permanently deferred",
  // NetEase (163.com)
  "\\bhl:(?:ihu|ipb|mep|rep)\\b|\\bdt:rbl\\b|\\bwm:bli\\b",
  // In words
  "(?:your|this|the|source|sending|sender|sender's|client|remote|connecting|originating) (?:mail ?server |host |smtp |e?mail |client )?(?:ip|ip[- ]address|ip range|network|netblock|subnet|mail ?server|server|host)\\b[^.]{0,80}(?:block|black ?list|deny ?list|\\blisted|\\bban|reject|refus|denied|reputation|suspicious|not (?:allowed|authori[sz]ed|permitted|accepted|in whitelist))",
  "(?:block|black ?list|\\blisted|\\bban|reject|refus|denied|deny|not accept|never accept)[^.]{0,60}(?:\\bfrom|\\bfor|\\bof|\\bto|your|this|because) (?:your |this |the |client |sending |remote |source )*(?:ip\\b|ip[- ]address|network|netblock|mail ?server|host \\[|server \\[|\\[?\\d{1,3}\\.\\d{1,3}\\.)",
  "(?:client host|host|server|ip|address)[ :]*(?:addr(?:ess)?[ :]*)?\\[?\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\]?[^.]{0,60}(?:block|black ?list|\\blisted|\\bban|reject|refus|denied|reputation)",
  "(?:block|black ?list|\\blisted|\\bban)[a-z]*[^a-z]{0,3}\\[?\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}",
  "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\]?[^.]{0,40}(?:is|was|has been|are|_is_) ?_?(?:temporarily |permanently |currently )?(?:block|black ?list|listed|bann)",
  "client host[^.]{0,60}(?:blocked|access denied)",
  "client host rejected: (?!cannot find)",
  "(?:bad|poor|low|no|insufficient|none/bad|negative) (?:ip |sender |sending |network |server )*reputation|reputation[^.]{0,30}(?:poor|bad|low|too)",
  "ip (?:reputation|blocked|not in (?:allow|white)-? ?list)|^ip=\\d",
  "(?:on|in|by) (?:a |an |our |my |the |local |internal |some )*(?:dynamic |ip |public |real-?time )*(?:black|block|deny|bad)[- ]?(?:hole )?lists?\\b",
  "\\bblack ?listed\\b|\\bblock-?listed\\b|\\bblacklist(?:ing)?\\b",
  "geographical location|\\bgeo-?(?:ip|block|location)|from your (?:country|region|network|location)|country (?:is )?(?:blocked|not allowed)",
  "dynamic (?:ip|address|host)|dial-?up|residential|generic (?:rdns|reverse|ptr)|\\bdsl\\b|end-user (?:ip|range)",
  "not authori[sz]ed to send (?:e?mail )?directly|reputation of (?:your|the)|\\bblack ip\\b|your isp'?s? (?:ip|network)[^.]{0,40}block|\\bcon:b\\d|banned ip|(?:by|using) barracuda|not (?:currently )?accepting (?:mail from your (?:ip|host|server|network)|connections)|host is not welcome|\\bservice refuse",
  "connections? (?:from [^.]{0,60})?(?:has been |have been |was |is |are |will )?(?:not (?:be )?accepted|refused|rejected|denied|blocked|dropped)",
  "unusual (?:rate|amount|volume) of unsolicited",
  "no smtp service",
  "\\bip-adresse[^.]{0,30}(?:gesperrt|blockiert|sperrliste)|adresse ip[^.]{0,40}(?:bloqu|liste? (?:noire|negra)|refuse)|direccion ip[^.]{0,40}(?:bloque|lista negra)|indirizzo ip[^.]{0,40}(?:blocc|lista nera)|ip-адрес[^.]{0,30}(?:заблокирован|черн)",
  "intrusion prevention",
  "black ?holed|open proxy|zombie|\\bgo away\\b|not allowed to connect|spams? from your ip|forbidden by your ip|ips? (?:are |is )?blocked",
  "(?:smtp|mail|outgoing) (?:server|relay) of your (?:isp|provider)|your (?:isp|provider)'s (?:smtp|mail|outgoing)|reputation problem|messages from \\[?[\\d.]{7,}\\]? weren't sent",
);

/** Our address in a link to an explanation: a block where nothing else is said. */
export const sourceInLink = /[?&](?:ip|ip_address|addr)=\d/;

/** Our HELO, reverse DNS, SPF/DKIM or envelope sender displeases: a fault of the verifier, not of the mailbox. */
export const senderConfig = any(
  "reverse[- ]?(?:dns|host|lookup|mapping|record|ip|name|resol)|\\brdns\\b|\\bptr\\b|no reverse|f?crdns|cannot find your (?:reverse )?hostname",
  "(?:your|client|remote|sending|the) (?:host ?name|host name|host)[^.]{0,50}(?:not (?:found|resolve|match|valid)|does(?:n't| not) (?:resolve|exist|match)|lookup|unresolv)",
  "unresolvable (?:host|ip|client|relay)|hostname (?:lookup|verification|mismatch)|name server (?:lookup )?fail",
  "\\b(?:helo|ehlo)\\b(?!/)[^.]{0,60}(?:reject|invalid|denied|bad|must|need|required|fully|forged|unacceptable|not|should|error|name|mismatch|misconfig|imperson)|(?:bad|invalid|forged|unacceptable|reject\\w*|fake|wrong|impersonat\\w*|access denied)[^.]{0,30}\\b(?:helo|ehlo)\\b",
  "fully[- ]qualified|\\bfqdn\\b",
  "\\bspf\\b|openspf|sender policy framework|\\bdkim\\b|\\bdmarc\\b|sender id\\b|senderid",
  "unauthenticated|is not authenticated|authentication (?:check|result|information)|fails? (?:to pass )?authentication|unauthori[sz]ed sender|email authentication",
  "sender[^.]{0,12} (?:verif|call)|(?:could not|cannot|unable to|couldn't|failed to|fail) ?(?:be )?verif[^.]{0,20}(?:sender|envelope|from)|sender verif|callback (?:setup|verif)",
  "(?:domain|dns|mx|host)[^.]{0,30}(?:of|for|from)[^.]{0,20}(?:sender|envelope|return|mail from)[^.]{0,60}",
  "sender(?:'s|s)? (?:address |domain |e-?mail |host |mail )*(?:addr )?:? ?(?:is |was |has |has been )?(?:reject|not (?:found|exist|valid|accept)|invalid|unknown|does|doesn't|must|denied: domain|unresolv|bad|error|syntax)",
  "(?:invalid|unknown|bad|unresolvable|null|empty|illegal|non-?existent|malformed|unroutable|unrouteable) (?:envelope |return |mail )?(?:sender|return[- ]path|from address|mail from)",
  "(?:sender|from|return[- ]path|mail ?from)\\b[^.]{0,50}(?:domain (?:not found|does not exist|must|required|name)|must (?:be|resolve|exist)|does(?:n't| not) (?:exist|resolve|have)|no (?:mx|a record|dns))",
  "^(?:postmaster )?verification failed for|^(?:the )?(?:sender|submitter)\\b|^callback\\b|unknown sending host|(?:resolve|verify|look up|find) your (?:\\w+ )?(?:domain|host)|your (?:sender |sending |e-?mail |envelope )*domain\\b[^.]{0,40}(?:\\.[^.]{1,30})?(?:not|no mx)|\\bmi:(?:spf|dma|nhd|imf)\\b|absender[^.]{0,30}(?:unbekannt|ungultig|ungueltig|abgelehnt)|expediteur[^.]{0,20}(?:inconnu|invalide|refuse)|(?:remitente|remetente|mittente)[^.]{0,30}(?:desconocid|desconhecid|sconosciut|invalid|no existe)|отправител[^.]{0,30}(?:не найден|не существует|отклонен)",
  "without a valid sender domain|valid sender domain|domain name required for sender",
  "null sender|bounce(?:s| messages?)? (?:are )?not accepted|<>",
  "permissions? to send as|not allowed to send as|not owned by user|not logged in|sendas",
);

/** Senders refused for who they are: a decision of the receiver. */
export const unwantedSender = any(
  "bad ?mail ?from",
  "(?<!null |empty )sender[^.]{0,30}(?:is |was |has been |on )(?:black|block|deny|ban|listed|not allowed|not permitted|refused)",
  "blocked sender|sender blocked|sender denied|block(?:ed|s) (?:the )?sender|sender (?:is )?(?:not )?in (?:the |my |allowed )|restriction check failed|sendernotauth|not in (?:the |its )?allowed senders?",
  "(?:refus\\w+|reject\\w*|not accept\\w*|do(?:es)?(?: not|n't) accept)[^.]{0,40}\\bfrom (?:this |that |your |the |external |outside |unknown |anonymous |unauthenticated )+(?:sender|domain|address|organi[sz]ation)|sender (?:address |ip |domain |host )?blocked|only accepts? (?:mail|messages|e-?mail)s?[^.]{0,20} from|resolver\\.rst\\.|(?:allow|block)[/ -]+(?:allow |block )?list|blocked (?:by|for) (?:your |our |the |customer|tenant|organi[sz]ation|polic|spam|user)|envelope blocked|user in blacklist",
);

export const relayDenied = any(
  "\\brelay(?:ing)?\\b(?!=| ?recipient| recipients| at your)(?! access table)|(?:unable|not (?:allowed|permitted)) to relay|requires? (?:smtp )?authentication|(?:don't|do not|doesn't|does not) (?:handle|accept|deliver) (?:e-?)?mail for (?!this (?:user|recipient|mailbox|addr)|addr|that user)|relais (?:refuse|non autorise|interdit)|\\brp:frl\\b",
  "rcpt ?hosts|^not local",
  "(?:domain|host|recipient domain|address)(?:[^.]|\\.\\b){0,40}(?:is(?:n't| not)|not) (?:a )?(?:local|hosted|served|handled|accepted|allowed|in my|one of|known|configured|ours)(?! recipient| mailbox| user)",
  "(?:do|does|will|can)(?:n't| not) (?:accept|handle|host|serve)[^.]{0,15}(?:mail |e-?mail |messages )?(?:for )?(?:this |that |the )?domain",
  "no such domain(?! user)|domain not (?:found|hosted|local|here|handled|served)|not (?:a )?local (?:domain|host)|unrouteable domain|not a gateway|not our domain|mail (?:for|to) [^ ]{1,80} not accepted",
  "(?:smtp )?auth(?:entication)? (?:is )?required|must (?:be )?authenticate|authenticate first|log ?in (?:first|required)|pop before smtp|you must (?:first )?(?:check|read|login|log in)",
);

export const rateLimit = any(
  "too m(?:any|uch)(?! hops)",
  "(?:trop de|zu viele|demasiad[oa]s|tropp[ei]|muitas|слишком (?:много|часто)) ?(?:connexion|message|destinataire|verbindung|nachricht|empf|conexion|mensaj|destinatari|connession|messagg|conexo|mensagen)?",
  "\\b(?:hl:(?:ic[cu]|ifc)|r[ip]:(?:ctc|cel|drc|ccl|qrc|rcl|trc)|mi:(?:cel|dmc|ccl|sfq|stc))\\b",
  "too (?:fast|frequent|quickly)|\\bdyn:t\\d",
  "rate[- ]?limit|limit(?:ed)? (?:the )?rate|\\brate\\b[^.]{0,60}(?:exceed|high|prevent|limit)|throttl",
  "unexpected volume|user complaints|unusual rate|\\btss?0[1245]\\b|high volume",
  "(?:exceed|reach)[a-z]*[^.]{0,50}(?:connections?|recipients|messages|rate|sessions|per (?:minute|hour|day|connection|session))",
  "(?:connections?|recipients?|messages|sessions?|invalid recipients|concurren\\w+|simultaneous)[^.]{0,30}(?:limit|exceed|maximum)|max messages? per|\\bslower\\b",
  "(?:maximum|max) (?:number of )?(?:concurrent |simultaneous )?(?:connections|recipients|messages|sessions|rate)",
  "frequency|slow down|concurrent|receiving mail (?:at a rate|too quickly)|thread limit",
  "server busy|(?:try|send)[^.]{0,20}one (?:recipient|message) at a time|only one recipient",
  "\\brp-00\\d|limits? for how many messages",
  "out of connection slots|connection (?:rate|limit|slots?)|(?:daily|hourly) (?:quota|limit)|(?:limit|quota|recipients|messages)[^.]{0,30}per (?:minute|hour|day)",
);

export const internationalUnsupported = any(
  "internationali[sz]ed|smtputf8|\\beai\\b|utf-?8 (?:address|recipient)|non-?ascii",
);

export const protocolFault = any(
  "syntax error|(?:bad|invalid|improper|illegal|wrong) (?:recipient |address |command )?(?:syntax|command|sequence|argument|parameter)|malformed",
  "(?:command|verb|parameter|argument|option)s? (?:is )?(?:not (?:recogni[sz]ed|implemented|supported|understood|allowed|known)|unrecogni[sz]ed|unknown|invalid|missing|out of sequence|rejected)",
  "(?:unrecogni[sz]ed|unknown|unimplemented|unsupported|unexpected|bad|out of) (?:smtp )?(?:command|sequence|parameter|verb|argument)",
  "out of sequence|need (?:mail|rcpt|helo|ehlo)|send (?:mail|helo|ehlo)|polite people say|(?:mail|rcpt|helo|ehlo) (?:command )?(?:first|before|required)|nested mail|sender already|no valid recipients|issue (?:a )?(?:helo|ehlo|mail)",
  "line too long|pipelin|synchroni[sz]ation error|protocol (?:error|violation)|starttls|must (?:use|issue)[^.]{0,20}tls|tls (?:is )?required|encryption (?:is )?(?:required|needed)|address syntax|lone cr|bare lf",
);

/** The mailbox is there but closed. */
const box =
  "(?:account|mail ?box|user|recipient|address|inbox|e-?mail(?: address| account)?|customer|addressee|mailadresse|postfach|boite)";
export const mailboxDisabled = any(
  `${box}[^.(]{0,60}(?:is |was |are |has been |have been |been |temporarily |currently |has |)\\b(?:disabled|deactivated|inactive|suspended|closed|locked|frozen|expired|terminated|discontinued|dormant|on hold|cancell?ed|blocked(?! by| using| for spam| due to spam| you| th)|archived|not active|no longer active|inactivated|administratively disabled|retired)`,
  `\\b(?:disabled|deactivated|inactive|suspended|closed|locked|frozen|expired|terminated|discontinued|dormant|archived|inactivated) (?:or [a-z]+ )?(?:the |this |that |for |by |mail )*(?:local )?${box}`,
  "disableduser|accountdisabled|recipient\\.disabled|mailbox_disabled|rcpt_disabled|suspends? the service|archivee?\\b",
  "(?:account|user|mailbox)[^.]{0,30}(?:is |has been |)(?:suspended|over due|overdue|unpaid)|not accepting (?:mail|messages|e-?mail)(?!s? (?:from|with))|no longer accept(?:s|ing) (?:mail|messages|e-?mail)(?!s? (?:from|with))|does not accept mail at this address|(?:delivery|reception) (?:to this \\w+ )?(?:is )?disabled",
  "(?:postfach|konto|benutzer|empfanger|account|adresse)[^.]{0,30}(?:deaktiviert|gesperrt|geschlossen|abgelaufen|gekundigt)|(?:compte|boite|utilisateur|adresse)[^.]{0,30}(?:desactive|suspendu|ferme|bloque|expire|resilie|cloture)",
  "(?:cuenta|buzon|usuario|conta|caixa|casella|account|utente)[^.]{0,30}(?:desactivad|deshabilitad|suspendid|bloquead|cancelad|disattivat|desativad|sospes|bloccat|disabilitat|chius|encerrad)|(?:gebruiker|account|postbus|mailbox)[^.]{0,30}(?:geblokkeerd|gedeactiveerd|opgeheven)|konto[^.]{0,30}(?:deaktywowane|zablokowan)",
  "(?:аккаунт|ящик|учетная запись|пользовател\\S*)[^.]{0,30}(?:заблокирован|отключен|удален|приостановлен)|(?:账号|帐号|账户|帐户|邮箱|用户).{0,6}(?:停用|禁用|冻结|锁定|注销)|アカウント.{0,8}(?:停止|無効)",
);

/** Weak signs of a closed mailbox: "unknown or not accepting mail" says the first of the two. */
export const takesNoMail = /not accepting|no longer accept/;

export const mailboxFull = any(
  "(?:mail ?box|in ?box|mail ?folder|account|user|recipient|mail ?drop|incoming mail ?box|maildir|postfach|storage)[^.]{0,60}(?:\\bfull\\b|over(?:flow| size)|exceed(?:s|ed)?[^.]{0,40}(?:quota|size|limit|storage|space|allocat|allow)|too (?:large|big)|no (?:more )?space)",
  "over ?[- ]?quota|(?:disk |mail ?box |storage |user |account |hard |soft )?quota (?:is |was |has been |limit |would be |currently )*(?:exceeded|violation|full|over|reached)|exceed(?:s|ed|ing)?[^.]{0,40}(?:quota|storage allocation|allocated storage|mailbox size|disk space)|quotaexceeded|overquota",
  "out of (?:storage|disk) space|out of storage|(?:not enough|insufficient|no|lack of) (?:mailbox |storage |disk )*(?:space|storage)[^.]{0,30}(?:mailbox|recipient|user|account|inbox)|mailbox[^.]{0,30}(?:not enough|insufficient) (?:storage|space|disk)",
  "quota usage exceeded|over the allowed quota|reached (?:its |the |their )*(?:disk |mail ?box |storage )?quota|space has been used up|too much mail data|too many messages (?:on the server|in (?:the|your|this) )|does not have enough (?:disk |storage )?space",
  "exceeded storage allocation|storage (?:limit|allocation)|(?:mailbox|account) size limit|full mailbox|is full\\b|(?:full|voll)\\s*\\(|cannot store more|user is over",
  "\\bquota\\b|disk quota|mail ?file size exceeds|(?:no|not enough|insufficient) (?:disk )?space|(?:mailbox|inbox) limit|(?:mailbox|account) has reached",
  "depassement (?:de |du )?quota|quota[^.]{0,12}(?:depasse|superat|excedid|ueberschritten|uberschritten|przekroczon)|boite[^.]{0,30}pleine|casella[^.]{0,20}piena|buzon[^.]{0,20}lleno|caixa[^.]{0,20}cheia|postfach[^.]{0,30}\\bvoll|(?:mailbox|postbus)[^.]{0,10}\\bvol\\b|skrzynka[^.]{0,20}pe[lł]na",
  "переполнен|(?:邮箱|信箱|空间|容量).{0,6}(?:已?满|超限|不足|超出)|(?:メールボックス|容量).{0,8}(?:いっぱい|超過|オーバー|不足)",
);

export const mailboxMoved = any(
  "user not local|has moved|(?:has|have) (?:been )?(?:moved|relocated)|moved to|address (?:has )?changed|new address|(?:please (?:try|use)|, try) (?:<|addr|the (?:new|address))|change[ds]? (?:of )?(?:e-?mail |mail )?address|no longer at this address",
);

/** Says outright that nobody is there, where "rejected" and "unavailable" leave the cause open. */
export const absent =
  /unknown|no such|unrout|undeliver|no (?:mail ?box|user|account|longer)|not? (?:an? )?(?:found|known|valid|local|in (?:the|our)|exist|recogni[sz]ed|listed|present|our customer|registered)|exist|n[o']t (?:have|find|be found|be located)|deleted|removed|nobody|no one|inconnu|introuvable|unbekannt|nicht (?:vorhanden|gefunden|bekannt)|desco(?:n|m)ocid|desconhecid|sconosciut|onbekend|не (?:найден|существует)|不存在|存在し/;

/** A fault of the moment in a permanent reply's clothes. */
export const passing = /\btemporar|\b(?:try|retry)\b[^.]{0,12}\blater\b/;

/** No such mailbox, in the words servers use for it. Only these may make an address undeliverable. */
const who =
  "(?:users?|recipients?|mail ?box|account|e-?mail account|address(?:ee)?|rcpt|customer|person|(?:local |virtual |valid |such )user|alias|mail ?drop|inbox|member|subscriber|destinat\\w+|local[- ]part|login)";
export const mailboxNotFound = any(
  `(?:unknown|invalid|no such|non[- ]?exist(?:e|a)nt|unrecogni[sz]ed|nonexisting|undeliverable|bad|illegal|incorrect|inexistent|undefined)(?: or [a-z]+)? (?:destination |local |virtual |e-?mail |mail |final |recipient |recipient's |rcpt |receiver )*${who}`,
  "(?:unknown|no such|invalid) (?:person|name|one|mailbox|address|user|account|addr)",
  `${who}(?: addr)?(?: name| address| account| id| email| e-?mail)?[^.]{0,50}?(?:is |was |are |has been |could |can |addr |[:;,(-] ?)*(?:unknown|not (?:found|known|exist|valid|recogni[sz]ed|listed|present|defined|ok\\b|local\\b|in (?:the |our |this )?(?:directory|database)|available here|our customer|registered|be found)|invalid|does(?:n't| not|nt) (?:exist|match)|do(?:n't| not) exist|nonexist|non-exist|doesn.?t exist|no longer (?:exists?|valid|on (?:this )?server|with|works|employed|available|here|in use)|(?:cannot|can't|could not|couldn't) be (?:found|located)|lookup failed|(?:has been|was|is) (?:deleted|removed))`,
  `(?:no|not an?|not|isn't an?) (?:known |valid |existing |local |such |active |mail ?box |registered )*${who}(?: (?:here|by that name|with that name|exists?|found|of that name|at|on|in|with|called|for)\\b)`,
  "^(?:addr )?(?:does not exist|no longer (?:on|at|with))|not in (?:the |our )?(?:directory|database)|no valid (?:mailbox|account)",
  "(?:is )?not (?:an? )?(?:valid|existing|known|local|recogni[sz]ed|legal) (?:e-?mail |mail ?)?(?:mailbox|recipient|user|address|account|box|rcpt)",
  "(?:no|any) mail ?box (?:here|by that|found|with|for|of|exists)|mailbox not (?:found|here|exist)|no such (?:mailbox|person|account|e-?mail|alias|recipient|local|object|entry|a user)|not our customer|nosuchuser|no_such_user|user_unknown|unknown_user|userunknown|recipnotfound|recipientnotfound|recipient_not_found|exrecipnotfound",
  "(?:user|account|address|recipient|mailbox|addr)[^.]{0,20}(?:does ?n[o']t|doesn't|did not|do not|don't) (?:have|match|exist)|doesn't have an? [^ ]{1,60} account|does not have an account|account (?:that )?you tried to reach (?:does not exist|is not)",
  "unrouteable address|unroutable address|(?:address|recipient) (?:is )?(?:un)?deliverable|undeliverable address|(?:can't|cannot|couldn't|could not) (?:find|locate) (?:the |that |this |any )?(?:user|mailbox|recipient|account|address)|recipients? (?:was|were|is|are) undeliverable|address is(?:n't| not) valid|(?:the )?recipient cannot be verified|recipient verif\\w* fail|no (?:matches|match|records?|entry)[^.]{0,20}(?:name|recipient|address|nameserver|directory|found)|not listed in|mismatch(?:ed)? recipient|there is no (?:one|user|account|mailbox|such)|nobody (?:here )?by that name|who are you looking for",
  "requested (?:mail )?action (?:not taken|aborted)[^a-z]{0,3}mailbox (?:unavailable|not found)|mail ?box (?:is |currently )?unavailable|mailbox or address unavailable",
  "recipient (?:address )?rejected: (?:unknown|user|undeliverable|invalid|no such|unverified address: (?:unknown|user|no))|(?:recipient|rcpt|address) (?:address )?rejected(?:[.:]? ?(?:addr|$))",
  "validrcptto|bad[-_ ]?(?:rcpt|recipient) ?to|bad[-_]recipient|missing home directory|(?:account|user) (?:is )?unavailable|no one[^.]{0,20}(?:address|name)|handle mail for that user|can(?:'t|not) accept user|rejected (?:the )?recipients?\\b",
  "\\baddr\\b[>. ]{0,3}(?:not found|unknown|unavailable|does not exist)|no mail ?box available|no existe (?:dich[oa]|es[ea]|est[ea]|el|la|tal) ",
  // French, German, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Russian, Chinese, Japanese
  "(?:utilisateur|destinataire|adresse|compte|boite)[^.]{0,40}(?:inconnue?|invalide|inexistante?|introuvable)|n'existe pas|aucun(?:e)? (?:compte|utilisateur|boite)|(?:utilisateur|destinataire|adresse|compte|boite) non (?:trouve|valide)",
  "(?:empf(?:ae|a)nger|benutzer|postfach|adresse|konto|account|nutzer|mailbox)[^.]{0,40}(?:unbekannt|existiert nicht|nicht (?:vorhanden|gefunden|bekannt)|ungueltig|ungultig)|unbekannter (?:empf|benutzer|nutzer)|kein (?:solcher|solches|postfach)",
  "(?:usuari[oa]|destinatari[oa]|direccion|cuenta|buzon|conta|caixa|endereco)[^.]{0,40}(?:desconocid[oa]|no existe|inexistente|invalid[oa]|nao existe|desconhecid[oa]|n(?:ao|o) encontrad[oa])",
  "(?:utente|casella|destinatario|indirizzo)[^.]{0,40}(?:sconosciut[oa]|errat[oa]|inesistente|non (?:esist|valid[oa]|trovat[oa]))",
  "(?:gebruiker|ontvanger|postbus)[^.]{0,40}(?:onbekend|bestaat niet|niet gevonden)|onbekende (?:gebruiker|ontvanger)|(?:uzytkownik|skrzynka|adres|konto)[^.]{0,40}(?:nie istnieje|nieznany)|nie ma takie|(?:uzivatel|schranka)[^.]{0,30}neexistuje",
  "(?:пользовател|получател|ящик|адрес)[^.]{0,40}не (?:найден|существует)|нет так(?:ого|ой) (?:пользовател|адрес|ящик)|(?:неизвестный|несуществующий) (?:пользовател|адрес|получател)",
  "(?:用户|用戶|收件人|邮箱|郵箱|信箱|账号|帐号|地址).{0,6}(?:不存在|无效|未找到|沒有找到)|不存在的?(?:用户|收件人|邮箱)|(?:ユーザー?|宛先|アドレス|メールボックス|受信者).{0,14}(?:存在しま|見つかりません|不明)",
);

export const policyWords = any(
  "polic(?:y|ies)|richtlinie|politique|politica|\\bdt:spm\\b|\\bdt:sum\\b|\\bspam\\b|\\bspammy|unsolicited|\\buce\\b|\\bube\\b|junk|\\bbulk\\b|phish|virus|malware|prohibit|administrat\\w+ (?:prohib|den|reject|block)|administratively",
  "not (?:authori[sz]ed|permitted|allowed|accepted|wanted|welcome)|unauthori[sz]ed|(?:access|permission|delivery|mail|message|transaction)s? (?:is |was |has been |to [^.]{1,40})?(?:denied|refused|rejected|blocked|restricted)|denied|refused|rejected (?:by|due|for|as|because)|message (?:was )?(?:rejected|blocked|refused|not accepted)",
  "conten[tu]|filter|security|suspicious|restricted|restriction|blocked|banned|abuse|guideline|complain|terms of service|firewall|does not like|will not accept|size|too (?:large|big|long)|attachment|only accept|closed group|moderat|members?[- ]only|non-?member|whitelist|allow-?list|challenge",
);
