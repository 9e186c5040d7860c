/** What screen readers are told about a row's check box, in the languages of the screens seen so far. */
const labels = [
  /^Add (.+) to selection$/i,
  /^Select (.+)$/i,
  /^(.+) zur Auswahl hinzufügen$/i,
  /^(.+) auswählen$/i,
  /^Ajouter (.+) à la sélection$/i,
  /^Sélectionner (.+)$/i,
  /^(?:Añadir|Agregar) a (.+) a la selección$/i,
  /^Seleccionar (?:a )?(.+)$/i,
  /^Aggiungi (.+) alla selezione$/i,
  /^Adicionar (.+) à seleção$/i,
];

/** The person's name in "Add Ada Example to selection"; null when the label is another one. */
export function nameInLabel(label: string): string | null {
  for (const pattern of labels) {
    const name = pattern.exec(label)?.[1];
    if (name !== undefined && !/^(?:all|alle|tout|tous|todos?|tutti)\b/i.test(name)) return name;
  }
  return null;
}
