// Imported for its effect: it teaches Node to import TypeScript. The package has no types for this entry.
declare module "tsx";
