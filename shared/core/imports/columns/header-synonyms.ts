import type { ImportField } from "../fields.ts";

/** What a header can be taken for. `ignored` = known, and known to be of no use ("Email status", "Civilité"). */
export type HeaderMeaning = ImportField | "name" | "family_or_full" | "given_or_full" | "ignored";

/**
 * Headers in English, French, German and Spanish, written as `normaliseHeader` leaves them; the names that common CRM
 * and capture tools give their export columns are among them. A leading "~" marks a poorer choice, taken only when no
 * better column is there.
 */
const lists: Record<HeaderMeaning, string> = {
  first_name:
    "first name, firstname, fname, given name, givenname, given names, forename, christian name, first, prenom, prenoms, vorname, vornamen, rufname, nombre de pila, primer nombre, nombres, ~preferred name, ~nickname",
  last_name:
    "last name, lastname, lname, surname, family name, familyname, sur name, last, nom de famille, nom famille, nom usage, nom d usage, nachname, familienname, zuname, apellido, apellidos, primer apellido",
  full_name:
    "full name, fullname, complete name, contact name, contact full name, person name, lead name, prospect name, display name, name of contact, employee name, candidate name, profile name, first and last name, first name last name, nom complet, nom et prenom, prenom et nom, nom prenom, prenom nom, nom du contact, vollstandiger name, vor und nachname, vorname nachname, vorname und nachname, name des kontakts, kontaktname, ansprechpartner, nombre completo, nombre y apellidos, nombre y apellido, nombre apellidos, nombre del contacto, ~contact, ~contacto, ~kontakt, ~person, ~lead, ~prospect, ~interlocuteur",
  company:
    "company, company name, companyname, organization, organisation, organization name, organisation name, employer, employer name, account, account name, business, business name, firm, current company, current employer, company current, client company, works at, workplace, societe, nom societe, nom de la societe, nom de societe, entreprise, nom entreprise, nom de l entreprise, nom d entreprise, raison sociale, employeur, compte, nom du compte, etablissement, firma, firmenname, name der firma, unternehmen, unternehmensname, arbeitgeber, organisationsname, betrieb, empresa, nombre de la empresa, nombre empresa, razon social, compania, nombre de compania, organizacion, empleador, cuenta, ~company name for emails, ~corporate name, ~legal name, ~brand, ~cleaned company name, ~structure",
  domain:
    "domain, domain name, company domain, company domain name, email domain, web domain, website, web site, website url, company website, company web site, company url, company website url, homepage, home page, web, site, site web, site internet, site web de l entreprise, url du site, domaine, nom de domaine, domaine de l entreprise, webseite, internetseite, firmenwebseite, firmen website, unternehmenswebseite, internetadresse, domane, sitio web, sitio, pagina web, web de la empresa, dominio, dominio de la empresa, www, ~url, ~link, ~lien, ~enlace, ~company site, ~corporate website",
  title:
    "title, job title, jobtitle, job, position, role, job role, current title, current position, current job, job position, occupation, function, job function, designation, headline, poste, fonction, intitule de poste, intitule du poste, titre, titre du poste, titre de poste, metier, emploi, position title, stelle, stellenbezeichnung, berufsbezeichnung, beruf, jobtitel, funktion, rolle, titel, puesto, cargo, titulo, titulo del puesto, puesto de trabajo, funcion, rol, profesion, ~linkedin headline, ~summary title, ~job level",
  location:
    "location, person location, lead location, contact location, city, town, city state, address, region, area, geography, geo, metro, metro area, place, ville, localisation, lieu, adresse, localite, commune, ort, stadt, standort, wohnort, ubicacion, localizacion, ciudad, localidad, direccion, poblacion, ~state, ~province, ~company location, ~company city, ~company address, ~headquarters, ~hq location",
  country:
    "country, country name, country code, person country, contact country, nation, country region, pays, code pays, land, landercode, pais, codigo de pais, ~company country, ~hq country, ~pays de l entreprise, ~headquarters country",
  linkedin_url:
    "linkedin, linkedin url, linkedin profile, linkedin profile url, linkedin link, person linkedin url, person linkedin, contact linkedin, contact linkedin url, lead linkedin url, linkedin public url, linkedin public profile url, public linkedin url, linkedin profile link, linkedin member url, profile url, profile link, public profile url, li url, li profile, linkedin contact, personal linkedin, personal linkedin url, linkedin address, default profile url, url linkedin, lien linkedin, profil linkedin, url profil linkedin, url du profil, profil url, linkedin profil, linkedin profil url, linkedin adresse, linkedin link url, perfil linkedin, perfil de linkedin, url de linkedin, enlace linkedin, url del perfil, ~profile, ~profil, ~perfil, ~social, ~linkedin handle",
  linkedin_id:
    "linkedin id, linkedin member id, member id, linkedin user id, linkedin uid, vmid, sales navigator url, sales navigator profile url, sales navigator link, sales nav url, sales nav link, linkedin sales navigator url, linkedin sales navigator profile url, sales navigator id, id linkedin, linkedin urn, member urn, object urn",
  given_email:
    "email, emails, mail, email address, emailaddress, mail address, email 1, email1, work email, business email, professional email, corporate email, company email, primary email, contact email, email work, email professional, business email address, work email address, courriel, adresse email, adresse mail, adresse electronique, email professionnel, mail professionnel, email pro, mail pro, courriel professionnel, email adresse, mailadresse, emailadresse, geschaftliche email, email geschaftlich, correo, correo electronico, direccion de correo, direccion de correo electronico, email profesional, correo profesional, correo de trabajo, ~personal email, ~email perso, ~secondary email, ~email 2, ~other email, ~private email",
  given_phone:
    "phone, phones, phone number, phonenumber, phone 1, telephone, telephone number, tel, tel no, tel number, mobile, mobile phone, mobile number, mobile phone number, cell, cellphone, cell phone, direct phone, direct dial, direct line, work phone, work direct phone, business phone, contact number, contact phone, phone mobile, primary phone, gsm, whatsapp, portable, telephone portable, tel portable, numero de telephone, numero telephone, numero, telephone mobile, telephone direct, ligne directe, mobil, handy, handynummer, mobilnummer, mobiltelefon, telefon, telefonnummer, rufnummer, durchwahl, telefon mobil, telefono, numero de telefono, movil, celular, telefono movil, telefono directo, ~first phone, ~other phone, ~home phone, ~phone 2, ~fixe, ~telephone fixe, ~festnetz, ~telefono fijo",
  name: "name, names",
  family_or_full: "nom",
  given_or_full: "nombre",
  ignored:
    "salutation, prefix, name prefix, suffix, name suffix, honorific, gender, sex, civilite, civilities, genre, anrede, geschlecht, namenszusatz, tratamiento, genero, sexo, middle name, middle initial, initials, deuxieme prenom, zweiter vorname, segundo nombre, company linkedin, company linkedin url, linkedin company, linkedin company url, company linkedin link, company linkedin page, linkedin company page, company linkedin profile, organization linkedin url, account linkedin url, linkedin entreprise, linkedin de l entreprise, linkedin societe, page linkedin entreprise, url linkedin entreprise, linkedin unternehmen, unternehmens linkedin, linkedin firma, linkedin empresa, linkedin de la empresa, company linkedin id, linkedin company id, company id, email status, email confidence, email source, email type, email verified, email score, email quality, email verification status, email sent, email open, email opened, email bounced, email opt out, phone type, phone status, phone source, phone verified, phone extension, phone ext, corporate phone, company phone, company phone number, company telephone, headquarters phone, switchboard, standard, telephone entreprise, telefonzentrale, fax, fax number, numero de fax, cost usd, result, reason, status, id, uuid, record id, contact id, lead id, account id, row, row number, created at, updated at, created date, last modified, owner, contact owner, lead owner, account owner, source, lead source, tags, notes, note, comment, comments, commentaire, commentaires, bemerkung, bemerkungen, kommentar, notas, comentarios, industry, industries, secteur, branche, sector, industria, employees, number of employees, employee count, headcount, company size, effectif, effectifs, mitarbeiter, mitarbeiterzahl, empleados, revenue, annual revenue, chiffre d affaires, umsatz, facturacion, founded, founded year, siren, siret, vat, tva, naf, ape, zip, zip code, postal code, code postal, plz, postleitzahl, codigo postal, street, rue, strasse, calle, department, departments, seniority, keywords, technologies, stage, list, lists, campaign, twitter, twitter url, facebook, facebook url, github, instagram, company facebook url, company twitter url, company description, description, summary, about, connection degree, degree, premium, open link, open profile, timestamp, query, image url, profile image url, picture, photo, avatar, logo, logo url, years in position, years in company, tenure, started on",
};

export interface Synonym {
  meaning: HeaderMeaning;
  /** True where another column of the same meaning would be the better choice. */
  poor: boolean;
}

function build(): Map<string, Synonym> {
  const map = new Map<string, Synonym>();
  for (const [meaning, list] of Object.entries(lists) as [HeaderMeaning, string][]) {
    for (const entry of list.split(", ")) {
      const poor = entry.startsWith("~");
      map.set(poor ? entry.slice(1) : entry, { meaning, poor });
    }
  }
  return map;
}

/** Normalised header → meaning. */
export const headerSynonyms: ReadonlyMap<string, Synonym> = build();
