/** Given names and what their bearers are called at work, lower case and folded. Each line is one name in several forms. */
const groups = `
abigail abby gail|albert al bert|alexander alexandre alexandra alejandro alex sandy sasha xander ale|alfred fred alf
andrew andreas andre andrea andy drew|anthony antoine antonio anton tony toni|barbara barb babs|benjamin ben benny
bernard bernhard bernd bernie|catherine katherine kathryn katharina cathy kathy kate katie kat|charles charlie chuck
christian christopher christophe christoph chris|christine christina cristina chris tina|daniel danny dan|david dave
deborah debbie deb|dominique dominik dominic dom|donald don|dorothy dot|edward eduard eduardo ed eddie ted edu
elizabeth elisabeth liz beth lisa eliza lisbeth|emily emilie em|eugene gene|ferdinand fernando nando|francis franz frank
francois francoise fran|frederick frederic friedrich fred freddy fritz|gabriel gabe|gerald gerard gerry jerry
gregory gregoire greg|guillaume gui|hans johannes johann|heinrich heinz henrik|henry henri harry hank|ignacio nacho
isabelle isabel isabella isa bella|jacob jakob jake|james jim jimmy jamie|jean-pierre jp|jeffrey geoffrey jeff geoff
jennifer jen jenny|jessica jess jessie|joachim jochen achim|john jack johnny jon|jonathan jon nathan|jorg jurgen
jose pepe|joseph josef jose joe joey|josephine josie jo|joshua josh|judith judy|julian julien jules|karl carl carlos
kenneth ken kenny|lawrence laurence larry laurie|leonard leonardo leo len|louis luis ludwig lou|lucas lukas luke luca
manuel manolo manu|margaret margarete maggie meg peggy rita greta|maria marie mary mia|martin marty|matthew matthieu matthias mattias matt mat
maximilian maxime maximilien max|michael michel miguel mikael mike mick mickey micha|nathaniel nathan nate|nicholas nicolas nikolaus nick nico klaus
oliver olivier ollie|pamela pam|patricia pat patty tricia|patrick pat paddy|peter pierre pedro pete|philip philippe philipp felipe phil
raphael rafael rafa raph|raymond ray|rebecca becky|richard ricardo rick dick rich ricky|robert roberto bob rob bobby robbie bert
ronald ron ronnie|samuel samantha sam sammy|sebastian sebastien seb basti|stephen steven stefan stephan stephane esteban steve steph|susan susanne suzanne sue susi
theodore theo ted|theresa teresa therese tess|thomas tomas tom tommy|timothy tim|valentin valentina val|victor viktor victoria vic vicky
vincent vincenzo vince|walter walt|wilhelm willi willy|william will bill billy liam|xavier javier xavi javi|zachary zach
`;

const formsByName = new Map<string, string[]>();
for (const group of groups.trim().split(/[|\n]/)) {
  const names = group.trim().split(" ");
  for (const name of names) formsByName.set(name, [...(formsByName.get(name) ?? []), ...names]);
}

/** Other forms of a folded given name; empty when none is known. */
export function nicknamesOf(name: string): readonly string[] {
  return formsByName.get(name) ?? [];
}
