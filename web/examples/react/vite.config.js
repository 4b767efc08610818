// The element asks for its parts beside the script that it is in: the development server must leave it where they are.
export default {
  optimizeDeps: { exclude: ['iambic'] },
  esbuild: { jsx: 'automatic' },
}
