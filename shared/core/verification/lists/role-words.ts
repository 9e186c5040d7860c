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
  "systems users publicity shop transport hi hello welcome",
  "receivable receivables payable payables archive archives assistant assistants audit auditing autoreply backoffice",
  "frontoffice cfo cto coo chairman clients credit creditcontrol dataprotection desk servicedesk dispute disputes exports",
  "export fleet fraud guest guests imports import intake parking permissions photo photos property quote quotes quotation",
  "rates refunds refund remittance remittances rental rentals reply replies research resumes risk safety sponsor sponsors",
  "sponsorship statements stock ticket tickets tours trading treasury verify dontreply tender tenders lettings leasing",
  "landlord tenants donate membership memberships enrolment enrollment timetable transcripts maintenance repairs courier",
  "partnership facture accountsreceivable accountspayable despatch freight customs groupage scheduling dispatcher labs lab pharmacy clinic surgery reservation",
  // French
  "bonjour accueil contactez renseignements commercial commerciaux ventes vente devis facturation factures comptabilite compta",
  "recrutement rh ressourceshumaines emploi direction secretariat communication presse juridique achats achat livraison",
  "commandes commande serviceclient serviceclients sav assistance reclamation reclamations reservation informatique adherents",
  "inscription inscriptions logistique administratif gestion mairie webmestre partenariats partenaires",
  "adv agence apv assistancetechnique atelier avocat avocats bienvenue boutique bureau cabinet candidature candidatures",
  "cgt cse comptable conseil contacter directeur directrice drh dsi economat encaissement expedition expeditions",
  "formation formations gerance immobilier ingenierie location locations paie partenariat qualite rdv recouvrement",
  "relationclient relationsclients relationspresse scolarite securite stage stages standard tresorerie travaux magasin",
  "entrepot fournisseurs livraisons litiges transports adhesion adhesions benevoles dons etudes bibliotheque mediatheque",
  "creche cantine periscolaire urbanisme etatcivil",
  // German
  "hallo kontakt anfrage anfragen verkauf vertrieb einkauf buchhaltung rechnung rechnungen rechnungswesen personal personalabteilung",
  "bewerbung bewerbungen karriere ausbildung geschaeftsfuehrung geschaftsfuhrung geschaeftsleitung sekretariat empfang zentrale",
  "verwaltung kundenservice kundendienst kundenbetreuung bestellung bestellungen versand lager datenschutz impressum buero",
  "buro presse redaktion technik werkstatt reservierung vorstand praxis kanzlei rathaus gemeinde stadt verein leitung disposition",
  "anmeldung angebot angebote auftrag auftraege auskunft beratung betrieb betriebsrat bewerber buchung buchungen",
  "bueroleitung datenschutzbeauftragter dialog edv finanzen firma foerderverein fuhrpark fundbuero gewerbe hausverwaltung",
  "immobilien itabteilung kasse kassen kita kreditoren debitoren lohn lohnbuchhaltung mahnung mahnwesen mitglieder",
  "mitgliederverwaltung nachricht notdienst oeffentlichkeitsarbeit poststelle praktikum praktika pressestelle produktion",
  "projekte qm qualitaet qualitaetsmanagement rechnungseingang reklamation reklamationen reparatur reparaturen rezeption",
  "schule schulung schulungen seminar seminare spenden termin termine umwelt versicherung versicherungen wartung webshop",
  "auftragsannahme auftragsabwicklung arbeitsvorbereitung ersatzteile innendienst aussendienst kundencenter",
  "kundenberatung mieter mieterservice notar pfarramt pfarrbuero gemeindebuero stadtverwaltung ordnungsamt standesamt",
  "bauamt buecherei bibliothek wareneingang warenausgang zentraleinkauf",
  // Spanish
  "hola contacto informacion ventas comercial administracion contabilidad facturacion recursoshumanos rrhh empleo seleccion",
  "atencionalcliente atencion clientes soporte pedidos compras reservas prensa direccion gerencia secretaria recepcion",
  "logistica calidad sistemas informatica marketing proveedores cobranzas tesoreria",
  "almacen asesoria atencioncliente atencionclientes ayuda cobros correo cursos curriculum cv despacho distribucion",
  "empresa envios eventos facturas informes inmobiliaria laboral mantenimiento matriculas pagos postventa presupuesto",
  "presupuestos proyectos publicidad reclamaciones seguridad seguros servicio servicios serviciotecnico soportetecnico",
  "tecnico tienda trabajo tramites transporte transportes admisiones alumnos ayuntamiento biblioteca cotizacion",
  "cotizaciones taller recambios oficina oficinas licitaciones subastas delegacion",
  // Italian
  "supporto contatti contatto informazioni vendite commerciale amministrazione contabilita fatturazione fatture ufficio segreteria",
  "direzione risorseumane personale assistenza clienti servizioclienti ordini acquisti stampa prenotazioni lavoro",
  "ufficiostampa ufficiotecnico ufficiocommerciale ufficioacquisti magazzino spedizioni produzione qualita protocollo",
  "agenzia assistenzatecnica bandi candidature consulenza cortesia direzionegenerale eventi formazione immobiliare",
  "iscrizioni lavoraconnoi legale manutenzione negozio paghe pec prenotazione preventivi preventivo reclami responsabile",
  "ricambi ricevimento sede servizi sicurezza sindaco sportello tecnico ufficiopersonale ufficioqualita ufficiogare gare",
  "anagrafe comune biblioteca tributi vendita esteri export fornitori clientela noleggio reception officina",
  // Dutch
  "verkoop inkoop administratie boekhouding facturen factuur klantenservice klanten receptie secretariaat directie personeel",
  "vacatures vacature sollicitatie planning magazijn bestellingen helpdesk pers redactie algemeen",
  "aanvraag aanvragen aanmelden afspraak afspraken balie bestelling contactpersoon crediteuren debiteuren facturatie",
  "financien gemeente huisarts informatie inschrijving inschrijvingen kantoor klacht klachten ledenadministratie",
  "meldkamer offerte offertes onderhoud orderafdeling personeelszaken praktijk reservering reserveringen retouren",
  "studentenadministratie verhuur verkoopbinnendienst binnendienst vragen vrijwilligers webwinkel werkenbij zorg",
  "bibliotheek werkplaats logistiek",
  // Portuguese
  "contato contacto vendas comercial atendimento suporte financeiro faturamento faturacao contabilidade administracao",
  "recursoshumanos rh compras pedidos encomendas ouvidoria sac secretaria diretoria imprensa reservas qualidade geral",
  "agenda almoxarifado apoio assessoria cadastro cobranca cobrancas contas curriculo curriculos expedicao faleconosco",
  "informacao informacoes juridico licitacao licitacoes loja manutencao matricula matriculas orcamento orcamentos",
  "pagamentos parcerias pedido posvenda posvendas recepcao recrutamento reclamacao reclamacoes selecao servicos sugestoes",
  "suportetecnico tesouraria vagas secretarias prefeitura camara biblioteca redacao suprimentos assistencia",
  // Polish
  "biuro kontakt sprzedaz handlowy handel ksiegowosc kadry rekrutacja praca zamowienia zamowienie serwis obsluga reklamacje",
  "sekretariat zarzad marketing faktury logistyka magazyn administracja prasa bok rezerwacja rezerwacje sklep",
  "dotacje dyrektor dzialhandlowy dzialsprzedazy finanse gmina hurt hurtownia informacja informacje kariera kasa kontakty",
  "ksiegowa oferta oferty pomoc poczta promocja przetargi recepcja szkolenia szkolenie szkola urzad windykacja wspolpraca",
  "wynajem zakupy zapytania zapytanie zgloszenia zwroty zaopatrzenie spedycja produkcja biblioteka parafia",
  // Nordic, Czech, Slovak, Hungarian, Romanian, Turkish, Russian (latinised)
  "skole kundeservice kundtjanst kundeservise salg forsaljning myynti asiakaspalvelu post postmottak faktura regnskab ekonomi",
  "obchod objednavky fakturace uctarna podpora prodej recepce sekretariat ugyfelszolgalat rendeles ertekesites penzugy",
  "vanzari comenzi contabilitate relatii secretariat satis bilgi iletisim destek muhasebe insankaynaklari siparis",
  "anmalan bokning bokningar fakturor inkop jobb kansli kundservice ledning lon marknad redaktionen registrator styrelsen",
  "styrelse tidning utbildning vaktmastare verkstad bestilling bestillinger bogholderi kantine kommune kontor lonn",
  "okonomi ordre postkasse regnskap resepsjon salgskontor salgsavdeling styret utleie verksted kundesenter hallinto",
  "ilmoitukset laskut laskutus maksut neuvonta osto posti rekry rekrytointi taloushallinto tiedotus tilaukset tilaus",
  "toimisto toimitus varasto varaukset viestinta yhteys",
  "adminisztracio ajanlat ajanlatkeres allas foglalas iroda kapcsolat konyveles megrendeles munka palyazat recepcio",
  "szamlazas szerviz titkarsag vevoszolgalat kancelar nabor personalni podatelna poptavka poptavky posta prodejna reditel",
  "reklamace rezervace sklad ucetni zakaznik zakaznickypodpora dopyt objednavka aprovizionare birou cariere comanda",
  "depozit financiar juridic ofertare oferte productie receptie resurseumane rezervari",
  "fatura finans genel ihracat ithalat kariyer musteri musterihizmetleri pazarlama rezervasyon satinalma sekreterlik",
  "servis teknik yonetim insankaynaklari buh buhgalter buhgalteriya direktor dogovor kontakty klient ofis opt optom",
  "otdelkadrov otdelprodazh podderzhka pochta prodaji prodazha rabota redaktsiya reklama sekretar snab snabzhenie zakazy",
  "zakupka zayavka kadry",
  "grammateia logistirio poliseis lienhe tuyendung hotro kinhdoanh ketoan lianxi kefu xiaoshou shangwu zhaopin caiwu",
  "renshi soumu jinji eigyo keiri toiawase madoguchi saiyo",
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
    "hamburg muenchen munich frankfurt koeln stuttgart wien vienna zuerich zurich geneve lyon marseille toulouse lille nantes " +
    "barcelona sevilla torino napoli bologna firenze porto krakow praha budapest bucuresti stockholm oslo helsinki moscow " +
    "istanbul ankara izmir generale estero didattica passive attive internetowy krajowa krajowy hh sp rj mg " +
    "berlin madrid milano roma lisboa warszawa amsterdam brussels dubai sydney singapore tokyo york"
  ).split(" "),
);
