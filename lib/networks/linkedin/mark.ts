/** Drawn for Parvis after LinkedIn's logo: the letters "in" in a rounded square. */
export const mark = {
  path: 'M4 1h16a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Zm1 8.5v9.8h3.2V9.5Zm1.6-5a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6ZM10.3 9.5v9.8h3.2v-5.400c0-1.3.7-2 1.7-2s1.6.7 1.6 2v5.400H20v-6c0-2.600-1.400-4.1-3.500-4.100-1.400 0-2.400.6-3 1.500V9.500Z',
  color: '#0a66c2',
};
