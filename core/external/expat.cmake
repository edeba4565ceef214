# Expat reads XML (MIT license): a parser of well-formedness, of encodings and of text in chunks is
# not ours to write. Its source, compiled here natively and for WebAssembly, is from its release on
# GitHub where that answers, else what Debian's source package of the same version holds; either way
# every file that is compiled is checked against the hash below.
#
# It lives in a cache outside the clone, keyed by version and shared by all clones of this machine.

include_guard()
include(${CMAKE_CURRENT_LIST_DIR}/headers.cmake)   # the cache and downloading
enable_language(C)                                 # for Expat alone; what is ours is C++

set(repay_expat_version 2.8.3)
# Debian's package holds GitHub's archive of the tag, as it is.
set(repay_expat_debian_hash 533659a16e0184035a99fd8e783f1ad61a887a7bf8586a8681740b9d7ed42389)
# What is compiled, and the SHA-256 of the lines "hash  name" in this order.
set(repay_expat_files
  COPYING
  lib/ascii.h
  lib/asciitab.h
  lib/expat.h
  lib/expat_external.h
  lib/fallthrough.h
  lib/iasciitab.h
  lib/internal.h
  lib/latin1tab.h
  lib/memory_sanitizer.h
  lib/nametab.h
  lib/siphash.h
  lib/utf8tab.h
  lib/xcsinc.c
  lib/xmlparse.c
  lib/xmlrole.c
  lib/xmlrole.h
  lib/xmltok.c
  lib/xmltok.h
  lib/xmltok_impl.c
  lib/xmltok_impl.h
  lib/xmltok_ns.c)
set(repay_expat_hash 1afbb6cbc7aa07f2e76ecf61194cdc29301b8d3b5b0f7c5cce3d6c41018bf927)

# Sets `out` to whether `folder` holds Expat, file for file as pinned.
function(repay_expat_is_right folder out)
  set(lines "")
  foreach(file IN LISTS repay_expat_files)
    set(hash 0)
    if(EXISTS ${folder}/${file})
      file(SHA256 ${folder}/${file} hash)
    endif()
    string(APPEND lines "${hash}  ${file}\n")
  endforeach()
  string(SHA256 hash "${lines}")
  if(hash STREQUAL repay_expat_hash)
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
    message(VERBOSE "Expat in ${folder}: ${hash}")
  endif()
endfunction()

# Unpacks an archive whose folder `inside` is Expat's, and keeps in `folder` what is compiled of it.
function(repay_keep_expat archive inside folder)
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder}/archive)
  foreach(file IN LISTS repay_expat_files)
    get_filename_component(place ${folder}/${file} DIRECTORY)
    if(EXISTS ${folder}/archive/${inside}/${file})
      file(COPY ${folder}/archive/${inside}/${file} DESTINATION ${place})
    endif()
  endforeach()
  file(REMOVE_RECURSE ${folder}/archive ${archive})
endfunction()

# Fills `folder` with Expat's files from GitHub; sets `out` to whether that worked.
function(repay_expat_from_github folder out)
  string(REPLACE . _ tag R_${repay_expat_version})
  set(name expat-${repay_expat_version})
  set(url https://github.com/libexpat/libexpat/releases/download/${tag}/${name}.tar.gz)
  repay_download(${url} ${folder}/expat.tar.gz worked)
  if(worked)
    repay_keep_expat(${folder}/expat.tar.gz ${name} ${folder})
  endif()
  set(${out} ${worked} PARENT_SCOPE)
endfunction()

# The same from the source package in Debian's pool.
function(repay_expat_from_debian folder out)
  string(REPLACE . _ tag R_${repay_expat_version})
  file(MAKE_DIRECTORY ${folder})
  execute_process(
    COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/debian_pool.sh ${folder}/expat.tar.gz
            pool/main/e/expat/expat_${repay_expat_version}.orig.tar.gz ${repay_expat_debian_hash}
    RESULT_VARIABLE code)
  if(code EQUAL 0)
    repay_keep_expat(${folder}/expat.tar.gz libexpat-${tag}/expat ${folder})
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Sets `out` to the folder of Expat's source, fetched when it is not there.
function(repay_find_expat out)
  repay_cache_folder(cache)
  set(expat ${cache}/expat-${repay_expat_version})
  set(${out} ${expat} PARENT_SCOPE)
  repay_expat_is_right(${expat} right)
  if(right)
    return()
  endif()
  message(STATUS "Fetching Expat ${repay_expat_version}")
  string(RANDOM suffix)
  set(part ${expat}.${suffix})   # renamed when whole: an interrupted fetch leaves no half cache
  foreach(source github debian)
    file(REMOVE_RECURSE ${part})
    cmake_language(CALL repay_expat_from_${source} ${part} fetched)
    if(fetched)
      repay_expat_is_right(${part} right)
      if(right)
        break()
      endif()
      message(WARNING "Expat from ${source} is not the pinned one; not used")
    endif()
  endforeach()
  if(NOT right)
    file(REMOVE_RECURSE ${part})
    message(FATAL_ERROR
      "Expat ${repay_expat_version} could be had neither from github.com nor from this machine's "
      "Debian mirror. Connect to one of them and try again.")
  endif()
  file(REMOVE_RECURSE ${expat})
  file(RENAME ${part} ${expat})
endfunction()

# Fetches Expat when it is not there, then offers it as repay::expat.
function(repay_provide_expat)
  repay_find_expat(expat)
  # What Expat's own build asks of a machine is for what is left out here.
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/expat/expat_config.h CONTENT [[
#define XML_GE 0          /* entities a document declares do not exist, so none can grow */
#define XML_CONTEXT_BYTES 0
#define XML_POOR_ENTROPY  /* it is told what to mix into its hashes, and asks no one for it */
/* XML_DTD and XML_NS are not set: nothing external, plain names. */
]] @ONLY)
  add_library(repay_expat STATIC
    ${expat}/lib/xmlparse.c
    ${expat}/lib/xmlrole.c
    ${expat}/lib/xmltok.c)
  add_library(repay::expat ALIAS repay_expat)
  target_include_directories(repay_expat
    PRIVATE ${PROJECT_BINARY_DIR}/expat
    SYSTEM INTERFACE ${expat}/lib)
  target_compile_definitions(repay_expat PUBLIC
    XML_STATIC
    XML_LARGE_SIZE)   # places count 64 bits in WebAssembly, too
  target_compile_features(repay_expat PRIVATE c_std_99)
  target_compile_options(repay_expat PRIVATE
    -w   # warnings are for what is ours
    $<$<AND:$<BOOL:${EMSCRIPTEN}>,$<CONFIG:Release>>:-Os>)
  if(REPAY_SANITIZE AND CMAKE_C_COMPILER_ID STREQUAL CMAKE_CXX_COMPILER_ID)
    target_compile_options(repay_expat PRIVATE -fsanitize=address -fno-omit-frame-pointer)
  endif()
endfunction()
