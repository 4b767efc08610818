import vue from '@vitejs/plugin-vue'

// The element asks for its parts beside the script that it is in: the development server must leave it where they are.
export default {
  optimizeDeps: { exclude: ['iambic'] },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'iambic-trainer' } } })],
}
