# Says in the generated definitions in `file` that a text is a string.

file(READ ${file} definitions)
string(REGEX REPLACE "type EmbindString = [^;]*;" "type EmbindString = string;"
  narrowed "${definitions}")
if(NOT narrowed MATCHES "type EmbindString = string;")
  message(FATAL_ERROR "${file} no longer names the type of texts: look at what embind makes of it")
endif()
file(WRITE ${file} "${narrowed}")
