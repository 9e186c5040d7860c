/** Local parts of functions and teams, by language, written down from what companies put on their contact pages. */
export const roles: Record<string, string> = {
  English:
    "abuse accounting accountspayable accounts-payable accounts.receivable ap admin admissions advertising " +
    "affiliate affiliates all-staff alerts appointments archive assistant audit auto-reply autoreply backoffice bd " +
    "benefits billing board bookings booking bugs business-development campaign career careers catering cfo-office " +
    "ceo cfo cto coo chairman claims clients comms community complaints compliance concierge connect consulting " +
    "contact contact-us contracts corporate creative credit crm cs customer customer-service customer.support " +
    "customersuccess data-protection dataprotection deals demo desk dispatch design dispute docs donations dpo " +
    "ecommerce editor editorial editors education email emergency employment engineering enquire enquiries " +
    "enrollment events everyone executive exports export facilities faculty fax feedback finance fleet fraud " +
    "fundraising general group guest hello help helpdesk hi hola hosting hostmaster hr human-resources " +
    "humanresources imports info information inquiries insurance intake internship interns invest investor-relations " +
    "investors invoice invoices invoicing it it-support jobs kontakt lab leads legal library licensing " +
    "list logistics mail mail-daemon mailer-daemon maintenance management manager marketing media member members " +
    "membership mgmt news newsletter nobody no-reply noreply no_reply notifications notification notify office ops " +
    "orders outreach parking partners partnerships payments payroll people permissions photo planning postbox " +
    "postmaster pr press privacy procurement products production programs project projects promo promotions " +
    "property public-relations publicity purchase purchasing qa quality quote quotes rates reception recruit " +
    "recruiter recruiters recruiting recruitment refunds registration remittance rental rentals reply reports " +
    "request requests research reservation reservations resumes returns rfp risk root rsvp safety sales salesteam " +
    "sales-team school secretary security seo service services shipping shop signup social solutions spam sponsor " +
    "sponsorship staff statements stock store student students studio submissions subscribe subscriptions success " +
    "support support-en survey sysadmin system talent tax team tech technical techsupport test tickets ticket tours " +
    "trade trading training transport travel treasurer treasury undisclosed-recipients unsubscribe usenet uucp " +
    "vendor vendors verify volunteer volunteers warehouse warranty web webadmin webinar webinars webmaster welcome " +
    "wholesale workshop www",
  French:
    "accueil achats adherents administratif adv agence agence.paris apv assistance-technique atelier avocat " +
    "bienvenue boutique bureau cabinet candidature candidatures cgt cse communication comptabilité compta comptable " +
    "conseil contacter courrier direction direction.commerciale directeur drh dsi economat emploi encaissement " +
    "expedition facturation formation gerance gestion hotel immobilier info-fr info.paris infos ingenierie " +
    "juridique location mairie paie partenariat planning presse production qualite rdv recouvrement recrutement " +
    "relation-client relations.presse reservations rh sav scolarite secretariat secretariat.general securite " +
    "service-client service.client service.commercial service.comptabilite stage stages standard tresorerie travaux " +
    "vente",
  German:
    "anmeldung angebot angebote auftrag auftraege auskunft beratung bestellungen betrieb bewerber bewerbung.de " +
    "buchung buchungen buchhaltung bueroleitung chef datenschutzbeauftragter dialog disposition edv einkauf empfang " +
    "events-de export finanzen firma foerderverein fuhrpark fundbuero gewerbe hausverwaltung immobilien it-abteilung " +
    "kasse kassen kita kontakt.de kreditoren debitoren kundenservice lager leitung lohn lohnbuchhaltung " +
    "marketing-de mahnung mahnwesen mitglieder nachricht notdienst oeffentlichkeitsarbeit office.berlin " +
    "personalabteilung poststelle praktikum pressestelle produktion projekte qm qualitaet rechnungseingang rechnung " +
    "reklamation reklamationen reparatur rezeption schule schulung sekretariat seminar service-de shop-de spenden " +
    "studio technik termin termine umwelt verein verkauf.de versicherung vertrieb.nord verwaltung vorstand wartung " +
    "webshop zentrale.hh ausbildung",
  Spanish:
    "administracion almacen asesoria atencion.cliente atencionalcliente ayuda calidad central clientes cobros " +
    "comercial comunicacion consultas contabilidad contactenos correo cursos curriculum despacho direccion.general " +
    "distribucion empresa envios eventos export facturas facturación gerencia hola-es hotel informes inmobiliaria " +
    "laboral mantenimiento matriculas oficina operaciones pagos pedidos personal postventa prensa presupuestos " +
    "produccion proveedores proyectos publicidad recepcion reclamaciones reservas rrhh secretaría seguridad seguros " +
    "servicio serviciotecnico soporte.tecnico tecnico tienda trabajo tramites transporte turismo ventas.madrid",
  Italian:
    "acquisti agenzia amministrazione assistenza.clienti assistenzatecnica bandi biblioteca booking-it candidature " +
    "commerciale.it comunicazione consulenza contabilità cortesia direzione.generale eventi fatturazione " +
    "fatture.passive formazione hr-it immobiliare info.it informazioni iscrizioni lavoraconnoi legale logistica " +
    "magazzino manutenzione marketing.it negozio ordini paghe pec personale prenotazione preventivi produzione " +
    "protocollo qualità reclami redazione responsabile ricambi ricevimento risorse.umane sede segreteria.didattica " +
    "servizi sicurezza sindaco spedizioni sportello stage tecnico ufficio.stampa ufficiopersonale vendite.estero",
  Dutch:
    "aanvraag aanmelden administratie afspraak afspraken balie bestelling boekhouding.nl contactpersoon crediteuren " +
    "debiteuren directie facturatie financien gemeente hallo helpdesk.nl huisarts informatie inschrijving kantoor " +
    "klacht klachten klantenservice ledenadministratie magazijn meldkamer offerte offertes onderhoud orderafdeling " +
    "pers personeelszaken planning-nl praktijk receptie redactie reservering reserveringen retouren secretariaat " +
    "service.nl studentenadministratie verhuur verkoopbinnendienst vragen vrijwilligers webwinkel werkenbij zorg",
  Portuguese:
    "agenda almoxarifado apoio assessoria atendimento.sp cadastro cobranca comercial1 compras2 comunicacao contas " +
    "contato.br curriculos diretoria faleconosco financeiro.br fiscal geral gerencia imprensa informacoes jurídico " +
    "juridico licitacao loja manutencao marketing.br matricula ouvidoria pagamentos parcerias pedido pos-venda " +
    "posvenda recepcao recrutamento reclamacao sac.br secretaria.geral selecao servicos sugestoes suporte.tecnico " +
    "tesouraria vagas vendas.online",
  Polish:
    "biuro.krakow dotacje dyrektor dzialhandlowy dzial.handlowy export-pl finanse gmina hurt hurtownia informacja " +
    "kariera kasa kontakty ksiegowa ksiegowosc.pl logistyka magazyn oferta oferty pomoc poczta prasa promocja " +
    "przetargi recepcja reklama reklamacje-pl rekrutacja.pl rezerwacje sekretariat.szkola serwis.pl " +
    "sklep.internetowy sprzedaz.krajowa szkolenia szkola transport.pl urzad windykacja wspolpraca wynajem zakupy " +
    "zamowienia.pl zapytania zgloszenia",
  Swedish:
    "administration-se anmalan bokning bokningar ekonomi.se faktura.se fakturor forsaljning inkop jobb kansli " +
    "kontakt.se kundservice kundtjanst lager ledning lon marknad order.se personal-se press.se reception.se " +
    "redaktionen registrator shop.se styrelsen styrelse support.se tidning utbildning vaktmastare verkstad",
  "Danish and Norwegian":
    "bestilling bogholderi booking.dk butik faktura-dk handel info.dk job.dk kantine kommune kontor kundeservice.no " +
    "lonn okonomi ordre post.no postkasse presse.no regnskap resepsjon salg.no salgskontor salgsavdeling " +
    "sekretariat.dk skole styret utleie verksted",
  Finnish:
    "asiakaspalvelu.fi hallinto ilmoitukset laskut laskutus maksut myynti.fi neuvonta osto posti rekry rekrytointi " +
    "taloushallinto tiedotus tilaukset tilaus toimisto toimitus varasto varaukset viestinta yhteys",
  Hungarian:
    "adminisztracio ajanlat allas ertekesites foglalas hr.hu info.hu iroda kapcsolat konyveles megrendeles munka " +
    "palyazat penzugy.hu recepcio rendeles.hu szamlazas szerviz titkarsag ugyfelszolgalat.hu vevoszolgalat",
  Czech:
    "faktury fakturace.cz info.cz kancelar kontakt.cz marketing.cz nabor obchod.cz objednavky.cz personalni " +
    "podatelna podpora.cz poptavka posta prodejna reditel reklamace rezervace sekretariat.cz sklad ucetni " +
    "uctarna.cz zakaznik zakaznickypodpora",
  Romanian:
    "aprovizionare birou cariere comanda contabil contact.ro depozit financiar juridic ofertare oferte office.ro " +
    "productie receptie.ro resurseumane rezervari secretariat.ro service.ro vanzari.ro",
  Turkish:
    "bilgi.tr destek.tr fatura finans genel ihracat insan.kaynaklari iletisim.tr kariyer muhasebe.tr musteri " +
    "musterihizmetleri pazarlama rezervasyon satin.alma satinalma satis.istanbul sekreterlik servis siparis.tr " +
    "teknik yonetim",
  "Russian, latinised":
    "buh buhgalter buhgalteriya direktor dogovor info.ru kadry.ru kontakty klient marketing.ru ofis opt optom " +
    "otdelkadrov personal.ru podderzhka pochta prodaji prodazha rabota redaktsiya reklama.ru sekretar servis.ru " +
    "sklad.ru snab snabzhenie tender zakazy zakupka zayavka",
  "Greek, latinised": "grammateia logistirio poliseis",
  Vietnamese: "lienhe tuyendung hotro kinhdoanh ketoan",
  "Chinese, romanised": "lianxi kefu xiaoshou shangwu zhaopin caiwu renshi",
  "Japanese, romanised": "soumu jinji eigyo keiri toiawase madoguchi saiyo",
  "with qualifiers, tags and numbers":
    "supporto2 sales.eu.west info-uk info_de info.us2 office2024 team-lead emea-sales sales+crm no.reply do-not-reply " +
    "dont-reply donotreply noreply-billing bounces+123 mailer_daemon",
};

/** Local parts of people, some of them beside or near words of functions. */
export const people =
  "john mary j.smith jsmith anna.schmidt pierre.dupont m.rossi jean-luc carlos.garcia fatima wei.zhang " +
  "yuki.tanaka olga.ivanova ahmed piotr.kowalski lars.hansen mark.press maria.sales.lopez j.office will.post " +
  "art.director grace.bill bill jack frank may june april august summer dean chase hunter sky rich pat mark art " +
  "guy king bishop cook baker taylor page ward marshall sterling major price rose lily iris sandy dawn eve hope " +
  "joy faith victoria sydney paris.hilton london.breed chelsea brooklyn carmen sol angel jesus salvador mercedes " +
  "axel max kai ana tom tim jim kim lee li wu ng ho chief.okafor judge.reinhold minister.smith duke earl prince " +
  "baron noble sharp bright young long small large paul.info john2 ab cd ef anna1985 info.john sales_martin " +
  "support.anna martina.ventas luca.ufficio redmond portal.maria stefan.kasse kasse.stefan hr.giger it.mark " +
  "pr.smith dev.patel ravi.dev kit staffan bookman saleson infoman marketa officer.jenny contactina adminah " +
  "web.anna agnes.post postma vendy tessa mediah presley jobson jobst careya stock.john stockman market.anna " +
  "shopia serviceman rh.brown ap.mueller ar.rahman ar.khan ali bo ed al mo jo ty cy tessa.test legalis " +
  "team.rocket.jane carrie.general generaljohn manager.mike doc.martin editor.bob";
