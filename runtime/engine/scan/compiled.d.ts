/** What a file of AssemblyScript is to TypeScript once it is compiled: WebAssembly, written in base64. */
declare module '*?assembly' {
  const base64: string;
  export default base64;
}
