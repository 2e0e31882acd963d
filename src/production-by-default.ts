/** React draws a page in a twentieth of the time without its checks for developers; who wants them sets NODE_ENV. */
process.env.NODE_ENV ??= 'production'
