// SPDX-License-Identifier: Apache-2.0
//
// The names are of MITRE ATT&CK v18.1. © 2025 The MITRE Corporation. This work
// is reproduced and distributed with the permission of The MITRE Corporation.
// https://attack.mitre.org/resources/legal-and-branding/terms-of-use/
#include "report/attack.h"

#include <algorithm>

#include "text/ascii.h"

namespace beachcomb::report {
namespace {

constexpr std::array kTactics = {
    Tactic{"TA0001", "Initial Access", "initial-access"},
    Tactic{"TA0002", "Execution", "execution"},
    Tactic{"TA0003", "Persistence", "persistence"},
    Tactic{"TA0004", "Privilege Escalation", "privilege-escalation"},
    Tactic{"TA0005", "Defense Evasion", "defense-evasion"},
    Tactic{"TA0006", "Credential Access", "credential-access"},
    Tactic{"TA0007", "Discovery", "discovery"},
    Tactic{"TA0008", "Lateral Movement", "lateral-movement"},
    Tactic{"TA0009", "Collection", "collection"},
    Tactic{"TA0010", "Exfiltration", "exfiltration"},
    Tactic{"TA0011", "Command and Control", "command-and-control"},
    Tactic{"TA0040", "Impact", "impact"},
    Tactic{"TA0042", "Resource Development", "resource-development"},
    Tactic{"TA0043", "Reconnaissance", "reconnaissance"},
};

constexpr std::array kTechniques = {
    Technique{"T1003", "OS Credential Dumping", {"TA0006"}},
    Technique{"T1003.001", "LSASS Memory", {"TA0006"}},
    Technique{"T1003.002", "Security Account Manager", {"TA0006"}},
    Technique{"T1016", "System Network Configuration Discovery", {"TA0007"}},
    Technique{"T1027", "Obfuscated Files or Information", {"TA0005"}},
    Technique{"T1027.004", "Compile After Delivery", {"TA0005"}},
    Technique{"T1027.009", "Embedded Payloads", {"TA0005"}},
    Technique{"T1036", "Masquerading", {"TA0005"}},
    Technique{
        "T1036.005", "Match Legitimate Resource Name or Location", {"TA0005"}},
    Technique{"T1036.008", "Masquerade File Type", {"TA0005"}},
    Technique{"T1040", "Network Sniffing", {"TA0006", "TA0007"}},
    Technique{"T1041", "Exfiltration Over C2 Channel", {"TA0010"}},
    Technique{"T1046", "Network Service Discovery", {"TA0007"}},
    Technique{"T1047", "Windows Management Instrumentation", {"TA0002"}},
    Technique{"T1055", "Process Injection", {"TA0005", "TA0004"}},
    Technique{"T1059", "Command and Scripting Interpreter", {"TA0002"}},
    Technique{"T1059.003", "Windows Command Shell", {"TA0002"}},
    Technique{"T1059.004", "Unix Shell", {"TA0002"}},
    Technique{"T1059.005", "Visual Basic", {"TA0002"}},
    Technique{"T1059.006", "Python", {"TA0002"}},
    Technique{"T1059.007", "JavaScript", {"TA0002"}},
    Technique{"T1059.011", "Lua", {"TA0002"}},
    Technique{"T1070", "Indicator Removal", {"TA0005"}},
    Technique{"T1070.004", "File Deletion", {"TA0005"}},
    Technique{"T1071", "Application Layer Protocol", {"TA0011"}},
    Technique{"T1071.001", "Web Protocols", {"TA0011"}},
    Technique{"T1082", "System Information Discovery", {"TA0007"}},
    Technique{"T1083", "File and Directory Discovery", {"TA0007"}},
    Technique{"T1090", "Proxy", {"TA0011"}},
    Technique{"T1090.001", "Internal Proxy", {"TA0011"}},
    Technique{"T1098", "Account Manipulation", {"TA0003", "TA0004"}},
    Technique{"T1105", "Ingress Tool Transfer", {"TA0011"}},
    Technique{"T1106", "Native API", {"TA0002"}},
    Technique{"T1136", "Create Account", {"TA0003"}},
    Technique{"T1140", "Deobfuscate/Decode Files or Information", {"TA0005"}},
    Technique{"T1190", "Exploit Public-Facing Application", {"TA0001"}},
    Technique{"T1213", "Data from Information Repositories", {"TA0009"}},
    Technique{"T1218", "System Binary Proxy Execution", {"TA0005"}},
    Technique{"T1218.011", "Rundll32", {"TA0005"}},
    Technique{"T1220", "XSL Script Processing", {"TA0005"}},
    Technique{"T1480", "Execution Guardrails", {"TA0005"}},
    Technique{"T1491", "Defacement", {"TA0040"}},
    Technique{"T1491.002", "External Defacement", {"TA0040"}},
    Technique{"T1498", "Network Denial of Service", {"TA0040"}},
    Technique{"T1505", "Server Software Component", {"TA0003"}},
    Technique{"T1505.001", "SQL Stored Procedures", {"TA0003"}},
    Technique{"T1505.003", "Web Shell", {"TA0003"}},
    Technique{"T1505.004", "IIS Components", {"TA0003"}},
    Technique{"T1518", "Software Discovery", {"TA0007"}},
    Technique{"T1518.001", "Security Software Discovery", {"TA0007"}},
    Technique{"T1552", "Unsecured Credentials", {"TA0006"}},
    Technique{"T1552.001", "Credentials In Files", {"TA0006"}},
    Technique{"T1559", "Inter-Process Communication", {"TA0002"}},
    Technique{"T1559.001", "Component Object Model", {"TA0002"}},
    Technique{"T1560", "Archive Collected Data", {"TA0009"}},
    Technique{"T1560.001", "Archive via Utility", {"TA0009"}},
    Technique{"T1564", "Hide Artifacts", {"TA0005"}},
    Technique{"T1564.001", "Hidden Files and Directories", {"TA0005"}},
    Technique{"T1572", "Protocol Tunneling", {"TA0011"}},
    Technique{"T1573", "Encrypted Channel", {"TA0011"}},
    Technique{"T1573.001", "Symmetric Cryptography", {"TA0011"}},
    Technique{"T1620", "Reflective Code Loading", {"TA0005"}},
};

constexpr std::array kSoftware = {
    Software{"aspxspy", "S0073", "ASPXSpy"},
    Software{"china chopper", "S0020", "China Chopper"},
    Software{"china-chopper", "S0020", "China Chopper"},
    Software{"neo-regeorg", "S1189", "Neo-reGeorg"},
    Software{"regeorg", "S1187", "reGeorg"},
};

template <typename Table, typename Key>
auto find(const Table& table, std::string_view value, Key key) {
  const auto found =
      std::find_if(table.begin(), table.end(),
                   [&](const auto& row) { return row.*key == value; });
  return found == table.end() ? nullptr : &*found;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), text::is_digit);
}

}  // namespace

bool is_technique_id(std::string_view id) {
  const bool has_form =
      id.size() == 5 || (id.size() == 9 && id.substr(5, 1) == ".");
  return has_form && id[0] == 'T' && all_digits(id.substr(1, 4)) &&
         (id.size() == 5 || all_digits(id.substr(6)));
}

std::string_view parent_technique(std::string_view id) {
  return id.substr(0, id.find('.'));
}

const Technique* find_technique(std::string_view id) {
  return find(kTechniques, id, &Technique::id);
}

const Tactic* find_tactic(std::string_view id) {
  return find(kTactics, id, &Tactic::id);
}

const Software* find_software(std::string_view family) {
  return find(kSoftware, text::lower(family), &Software::family);
}

std::string attack_url(std::string_view id) {
  std::string url = "https://attack.mitre.org/";
  if (id.starts_with("TA")) {
    url += "tactics/";
  } else {
    url += id.starts_with('S') ? "software/" : "techniques/";
  }
  for (const char c : id) url += c == '.' ? '/' : c;
  return url + '/';
}

}  // namespace beachcomb::report
