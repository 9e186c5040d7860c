const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Forms of address in front of a name, as they are written with or without a dot. Lower case, dots removed. */
export const honorifics = words(
  "dr drs dra prof professor mr mrs ms miss mx mme mlle mgr monsieur madame mademoiselle herr frau sir srta dott dottssa dottore dottoressa",
);
/** The same, but only with a dot: without it they are names or initials. */
export const dottedHonorifics = words(
  "m mm hon rev fr capt col lt maj gen sgt cmdr eng ing ir arch avv lic mag dipl dipl-ing univ-prof sr sra prof-dr rag geom st",
);

/** What follows "Dr." in German titles ("Dr. rer. nat."), dots removed. */
export const degreeFields = words(
  "med dent vet rer nat pol phil jur iur oec agr theol paed habil hc h c mult sc techn ing",
);

/** Titles and grades after a name. Letters only, lower case. */
export const credentials = words(
  "mba emba phd dphil md cfa cpa pmp cissp cism cisa cissp-issap crisc ccsp msc bsc meng beng mph mpa mpp med edd dba dds dvm esq jr llm llb lld fca aca acca cima fcma acma ccim cfp chfc clu cfe cia cipp cippe cippus itil shrm-cp shrm-scp sphr phr gphr fcipd mcipd frics mrics frcs mrcp frsa obe mbe cbe kbe rn aprn bsn msn lcsw lmft lpc bcba rd pe pmi-acp csm cspo safe togaf cbap cphr dipl-ing dipl-kfm dipl-inf ii iii iv iia 2nd 3rd hons mbbs facs facc faia aia leed ap pharmd psyd dnp mfa bfa mha cma cga ca ea jd mdes msw bcom mcom btech mtech ma ba ms bs sc",
);
/** Grades that are also family names or initials: they count in capitals or with dots only. */
export const delicateCredentials = words(
  "ma ba ms bs md jd rn ca ea pe rd ap med sc fca cia iia mph mha mpa safe aia cma cga hons do sm mfa",
);

/** Particles that stay in lower case within a name. */
export const particles = words(
  "van von der den de del della delle dello degli dei di da do dos das du des ter ten te zu zum zur vom af av y e i ibn bin bint 't 's of und d' la le lo las los",
);
/** Capitalised words that also begin a family name of several words, unless they end it. */
export const openingParticles = words(
  "van von der den de del della delle dello degli dei di da dos das du des ter ten la le lo los las el al ben bin ibn abu st saint santa san mac mc fitz dal dalla dall",
);
/** Of these, a name written all in capitals gets the lower-case form. */
export const recasedParticles = words(
  "van von der den de del della degli dei di da do dos das du ter ten zu zum zur af av y e ibn bin bint",
);

/** "Mac" opens a second capital in these only: Mackay and Macron, but MacArthur. */
export const macNames = words(
  "arthur donald dougall gregor kenzie leod millan neil pherson farlane intyre kinnon allister bride cormick aulay callum ewan innes nab quarrie rae tavish vicar",
);

/** Second given names so common that the second of three words is one ("Mary Jane Watson", "José Luis Pérez Gómez"). */
export const secondGivenNames = words(
  "ann anne anna marie maria mary jane jean lee lynn louise rose elizabeth grace kate kay jo beth claire luis carlos jose antonio manuel miguel angel javier francisco fernando pablo juan jesus ignacio alberto eduardo enrique maria-jose carmen pilar teresa isabel luisa fernanda cristina paul pierre michel marc claude luc yves francois philippe louis henri christophe peter hans karl josef wilhelm heinrich georg james john michael william david robert thomas joseph andrew edward henry charles allen alan eduarda clara beatriz paula",
);

/** Words in a second part after a comma that show it is no given name. */
export const jobWords =
  /\b(?:ceo|cto|cfo|coo|cmo|cro|vp|svp|evp|head|director|manager|founder|co-?founder|president|partner|owner|engineer|consultant|sales|marketing|lead|chief|officer|specialist|analyst|at|@|directeur|directrice|responsable|chef|gérante?|leiter|leiterin|geschäftsführer|geschäftsführerin|inhaber|jefe|gerente|fundador)\b/iu;
