# nlohmann/json and doctest: from their GitHub releases where those answer, else from Debian trixie's
# packages of the same versions; either way every file is checked against the hash below.
#
# They live in a cache outside the clone, keyed by version and shared by all clones of this machine.

include_guard()

# A library's hash is over its whole include folder: the SHA-256 of the lines "hash  path", by path.
set(repay_json_version 3.11.3)
set(repay_json_hash 2d2a87c15d278bdc7caa5b4dc310140ecdf6554c9db518e05b86a3dc4b4240c3)
set(repay_doctest_version 2.4.11)
set(repay_doctest_hash 1898d1853a57f404713ce449f68ac476852622586cde0ad8c83191091e9a7426)

# Sets `out` to the hash of the header files in `folder`, 0 when there are none.
function(repay_hash_headers folder out)
  file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*.h ${folder}/*.hpp)
  set(lines "")
  foreach(file IN LISTS files)
    file(SHA256 ${folder}/${file} hash)
    string(APPEND lines "${hash}  ${file}\n")
  endforeach()
  if(lines)
    string(SHA256 hash "${lines}")
  else()
    set(hash 0)
  endif()
  set(${out} ${hash} PARENT_SCOPE)
endfunction()

# Downloads `url` to `file`; sets `out` to whether that worked.
function(repay_download url file out)
  file(DOWNLOAD ${url} ${file} STATUS status TIMEOUT 120 INACTIVITY_TIMEOUT 20)
  list(GET status 0 code)
  if(code EQUAL 0)
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Fills `folder` with nlohmann/ and doctest/ from GitHub; sets `out` to whether that worked.
function(repay_headers_from_github folder out)
  set(github https://github.com)
  set(${out} FALSE PARENT_SCOPE)
  repay_download(
    ${github}/nlohmann/json/releases/download/v${repay_json_version}/include.zip
    ${folder}/json.zip have_json)
  if(NOT have_json)
    return()
  endif()
  repay_download(
    ${github}/doctest/doctest/releases/download/v${repay_doctest_version}/doctest.h
    ${folder}/doctest/doctest.h have_doctest)
  if(NOT have_doctest)
    return()
  endif()
  file(ARCHIVE_EXTRACT INPUT ${folder}/json.zip DESTINATION ${folder}/json)
  file(RENAME ${folder}/json/include/nlohmann ${folder}/nlohmann)
  set(${out} TRUE PARENT_SCOPE)
endfunction()

# The same from Debian's packages.
function(repay_headers_from_debian folder out)
  execute_process(
    COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/trixie.sh ${folder}/debian
            nlohmann-json3-dev=${repay_json_version}-* doctest-dev=${repay_doctest_version}-*
    RESULT_VARIABLE code)
  if(code EQUAL 0)
    file(RENAME ${folder}/debian/usr/include/nlohmann ${folder}/nlohmann)
    file(MAKE_DIRECTORY ${folder}/doctest)
    file(RENAME ${folder}/debian/usr/include/doctest/doctest.h ${folder}/doctest/doctest.h)
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Sets `out` to whether `folder` holds both libraries, file for file as pinned.
function(repay_headers_are_right folder out)
  repay_hash_headers(${folder}/nlohmann json)
  repay_hash_headers(${folder}/doctest doctest)
  if(json STREQUAL repay_json_hash AND doctest STREQUAL repay_doctest_hash)
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
    message(VERBOSE "headers in ${folder}: json ${json}, doctest ${doctest}")
  endif()
endfunction()

# Sets `out` to a folder outside the clone for what is downloaded once a machine.
function(repay_cache_folder out)
  set(cache $ENV{XDG_CACHE_HOME})
  if(NOT cache)
    execute_process(COMMAND bash -c "echo ~/.cache"   # bash knows it without HOME, too
      OUTPUT_VARIABLE cache OUTPUT_STRIP_TRAILING_WHITESPACE)
  endif()
  set(${out} ${cache}/repay PARENT_SCOPE)
endfunction()

# Fetches the libraries when they are not there, then offers them as repay::json and repay::doctest.
function(repay_provide_headers)
  repay_cache_folder(cache)
  set(headers ${cache}/headers-json-${repay_json_version}-doctest-${repay_doctest_version})
  set(right FALSE)
  if(EXISTS ${headers})
    repay_headers_are_right(${headers} right)
  endif()
  if(NOT right)
    message(STATUS "Fetching nlohmann/json ${repay_json_version} and doctest ${repay_doctest_version}")
    string(RANDOM suffix)
    set(part ${headers}.${suffix})   # renamed when whole: an interrupted fetch leaves no half cache
    foreach(source github debian)
      file(REMOVE_RECURSE ${part})
      cmake_language(CALL repay_headers_from_${source} ${part} fetched)
      if(fetched)
        repay_headers_are_right(${part} right)
        if(right)
          break()
        endif()
        message(WARNING "nlohmann/json or doctest from ${source} is not the pinned one; not used")
      endif()
    endforeach()
    if(right)
      file(REMOVE_RECURSE ${headers} ${part}/json ${part}/json.zip ${part}/debian)
      file(RENAME ${part} ${headers})
    else()
      file(REMOVE_RECURSE ${part})
      message(FATAL_ERROR
        "nlohmann/json ${repay_json_version} and doctest ${repay_doctest_version} could be had "
        "neither from github.com nor from this machine's Debian mirror. Connect to one of them and "
        "try again.")
    endif()
  endif()
  foreach(library json doctest)
    add_library(repay_${library} INTERFACE)
    add_library(repay::${library} ALIAS repay_${library})
    target_include_directories(repay_${library} SYSTEM INTERFACE ${headers})
  endforeach()
endfunction()
