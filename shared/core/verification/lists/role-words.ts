/**
 * Words that make a role address on their own and together with a qualifier (`sales-uk`, `info2`, `support.team`).
 * Grouped by language so that a speaker can check a line.
 */
const strong = [
  // English
  "sales info information support help helpdesk contact contactus hello office admin administration administrator marketing",
  "press media pr jobs job careers career recruiting recruitment hr hiring billing accounts accounting invoice invoices",
  "finance legal privacy dpo gdpr compliance abuse security postmaster hostmaster webmaster noreply donotreply orders order",
  "service services customerservice customercare team staff reception frontdesk enquiries enquiry inquiries inquiry feedback",
  "partners partner partnerships events booking bookings reservations purchasing procurement shipping logistics warehouse",
  "newsletter news mail mailer support operations ops it itsupport dev devops engineering management board directors",
  "investors investorrelations ir communications webteam alumni admissions registrar payroll suppliers returns warranty",
  "allhands everyone everybody undisclosedrecipients mailerdaemon bounce bounces unsubscribe subscribe spam spamtrap phishing",
  "headmaster schooladmin schoolinfo schooloffice schoolmail ukinfo uksales salesuk infouk infos infodesk helpline hosting",
  "ispfeedback testing work wholesale suggestions trouble supplier vendor vendors claims complaints donations volunteering",
  "salesinfo serviceadmin generalenquiries genenquiries genoffice mainoffice adminoffice officestaff academicadministrator",
  "bursar busdev channelsales client clientcare contracts publicrelations quality rd referral remove solicitors teamlead",
  "systems users",
  // French
  "bonjour accueil contactez renseignements commercial commerciaux ventes vente devis facturation factures comptabilite compta",
  "recrutement rh ressourceshumaines emploi direction secretariat communication presse juridique achats achat livraison",
  "commandes commande serviceclient serviceclients sav assistance reclamation reclamations reservation informatique adherents",
  "inscription inscriptions logistique administratif gestion mairie webmestre partenariats partenaires",
  // German
  "kontakt anfrage anfragen verkauf vertrieb einkauf buchhaltung rechnung rechnungen rechnungswesen personal personalabteilung",
  "bewerbung bewerbungen karriere ausbildung geschaeftsfuehrung geschaftsfuhrung geschaeftsleitung sekretariat empfang zentrale",
  "verwaltung kundenservice kundendienst kundenbetreuung bestellung bestellungen versand lager datenschutz impressum buero",
  "buro presse redaktion technik werkstatt reservierung vorstand praxis kanzlei rathaus gemeinde stadt verein leitung disposition",
  // Spanish
  "contacto informacion ventas comercial administracion contabilidad facturacion recursoshumanos rrhh empleo seleccion",
  "atencionalcliente atencion clientes soporte pedidos compras reservas prensa direccion gerencia secretaria recepcion",
  "logistica calidad sistemas informatica marketing proveedores cobranzas tesoreria",
  // Italian
  "contatti contatto informazioni vendite commerciale amministrazione contabilita fatturazione fatture ufficio segreteria",
  "direzione risorseumane personale assistenza clienti servizioclienti ordini acquisti stampa prenotazioni lavoro",
  "ufficiostampa ufficiotecnico ufficiocommerciale ufficioacquisti magazzino spedizioni produzione qualita protocollo",
  // Dutch
  "verkoop inkoop administratie boekhouding facturen factuur klantenservice klanten receptie secretariaat directie personeel",
  "vacatures vacature sollicitatie planning magazijn bestellingen helpdesk pers redactie algemeen",
  // Portuguese
  "contato contacto vendas comercial atendimento suporte financeiro faturamento faturacao contabilidade administracao",
  "recursoshumanos rh compras pedidos encomendas ouvidoria sac secretaria diretoria imprensa reservas qualidade geral",
  // Polish
  "biuro kontakt sprzedaz handlowy handel ksiegowosc kadry rekrutacja praca zamowienia zamowienie serwis obsluga reklamacje",
  "sekretariat zarzad marketing faktury logistyka magazyn administracja prasa bok rezerwacja rezerwacje sklep",
  // Nordic, Czech, Slovak, Hungarian, Romanian, Turkish, Russian (latinised)
  "kundeservice kundtjanst kundeservise salg forsaljning myynti asiakaspalvelu post postmottak faktura regnskab ekonomi",
  "obchod objednavky fakturace uctarna podpora prodej recepce sekretariat ugyfelszolgalat rendeles ertekesites penzugy",
  "vanzari comenzi contabilitate relatii secretariat satis bilgi iletisim destek muhasebe insankaynaklari siparis",
  "zakaz zakupki prodazhi otdel buhgalteria priemnaya",
];

export const strongRoleWords: ReadonlySet<string> = new Set(strong.join(" ").split(" "));

/** What may stand beside a role word without making it a person: countries, regions, languages, group words. */
export const qualifierWords: ReadonlySet<string> = new Set(
  (
    "ad ae af al am ar at au ba be bg br by ca ch cl cn co cr cy cz de dk do ec ee eg en es eu fi fr ge gr hk hr hu id ie il " +
    "in is it jp ke kr kz lb lt lu lv ma mx my ng nl no nz pe ph pk pl pt ro rs ru sa se sg si sk th tn tr tw ua uae uk us usa " +
    "uy ve vn za emea apac latam dach benelux nordics nordic europe asia africa americas america north south east west " +
    "nord sud est ouest global international intl worldwide national regional local central team dept department desk group " +
    "hq office all general main new internal external online web shop store test prod live dev ext int and the of und et y e " +
    "france germany deutschland spain espana italy italia poland polska belgium schweiz suisse austria canada london paris " +
    "berlin madrid milano roma lisboa warszawa amsterdam brussels dubai sydney singapore tokyo york"
  ).split(" "),
);
