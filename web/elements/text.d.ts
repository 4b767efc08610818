// Files that the build bundles as their text.
declare module '*.css' { const text: string; export default text }
declare module '*.txt' { const text: string; export default text }
