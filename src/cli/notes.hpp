// What the lecture notes print, as they print it. Only the lists' indentation and blanks at the ends of lines are gone.
#pragma once

namespace notes {

constexpr const char* kFirst100 = R"(First Citizen:
Before we proceed any further, hear me speak.

All:
Speak, speak.

First Citizen:
You)";

constexpr const char* kCharacters = R"(!$&',-.3:;?ABCDEFGHIJKLMNOPQRST
UVWXYZabcdefghijklmnopqrstuvwxyz)";

constexpr const char* kTable = R"(0 1 2 3 4 5 6 7 8 9 10 11
0 0 \n 1  2 ! 3 $ 4 & 5 '
1 6 , 7 - 8 . 9 3 10 : 11 ;
2 12 ? 13 A 14 B 15 C 16 D 17 E
3 18 F 19 G 20 H 21 I 22 J 23 K
4 24 L 25 M 26 N 27 O 28 P 29 Q
5 30 R 31 S 32 T 33 U 34 V 35 W
6 36 X 37 Y 38 Z 39 a 40 b 41 c
7 42 d 43 e 44 f 45 g 46 h 47 i
8 48 j 49 k 50 l 51 m 52 n 53 o
9 54 p 55 q 56 r 57 s 58 t 59 u
10 60 v 61 w 62 x 63 y 64 z 0 0)";

// The notes show an error and why: no numerical characters other than 3. The sentence is ours.
constexpr const char* kBee7 = R"(character 4, "7", is not among the 65 characters of the text that the model learns from)";

// int(0.9 * 1115394), and what remains.
constexpr const char* kSplit = R"(1003854
111540)";

constexpr const char* kInputs = R"(tensor([[53, 59,  6,  1, 58, 56, 47, 40],
[49, 43, 43, 54,  1, 47, 58,  1],
[13, 52, 45, 43, 50, 53,  8,  0],
[ 1, 39,  1, 46, 53, 59, 57, 43]]))";

constexpr const char* kInputsTable = R"(0  1  2  3  4  5  6  7
0 53 59  6  1 58 56 47 40
-  o  u  ,     t  r  i  b
1 49 43 43 54  1 47 58  1
-  k  e  e  p     i  t
2 13 52 45 43 50 53  8  0
-  A  n  g  e  l  o  . \n
3  1 39  1 46 53 59 57 43
-     a     h  o  u  s  e)";

constexpr const char* kTargets = R"(tensor([[59,  6,  1, 58, 56, 47, 40, 59],
[43, 43, 54,  1, 47, 58,  1, 58],
[52, 45, 43, 50, 53,  8,  0, 26],
[39,  1, 46, 53, 59, 57, 43,  0]]))";

constexpr const char* kTargetsTable = R"(0  1  2  3  4  5  6  7
0 59  6  1 58 56 47 40 59
-  u  ,     t  r  i  b  u
1 43 43 54  1 47 58  1 58
-  e  e  p     i  t     t
2 52 45 43 50 53  8  0 26
-  n  g  e  l  o  . \n  N
3 39  1 46 53 59 57 43  0
-  a     h  o  u  s  e \n)";

constexpr const char* kWindow = "tensor([18, 47, 56, 57, 58,  1, 15, 47, 58])";

constexpr const char* kX0 = R"(tensor([18, 47, 56, 57, 58,  1, 15, 47])
0  1  2  3  4  5  6  7
0 18 47 56 57 58  1 15 47
0  F  i  r  s  t     C  i)";

constexpr const char* kX1 = R"(tensor([58, 47, 64, 43, 52, 10,  0, 14])
0  1  2  3  4  5  6  7
0 58 47 64 43 52 10  0 14
0  t  i  z  e  n  : \n  B)";

constexpr const char* kContexts = R"([ 0]     18     [F]     47     [i]    => tensor([18]) the target is 47
[ 1]     47     [i]     56     [r]    => tensor([18, 47]) the target is 56
[ 2]     56     [r]     57     [s]    => tensor([18, 47, 56]) the target is 57
[ 3]     57     [s]     58     [t]    => tensor([18, 47, 56, 57]) the target is 58
[ 4]     58     [t]      1     [ ]    => tensor([18, 47, 56, 57, 58]) the target is 1
[ 5]      1     [ ]     15     [C]    => tensor([18, 47, 56, 57, 58,  1]) the target is 15
[ 6]     15     [C]     47     [i]    => tensor([18, 47, 56, 57, 58,  1, 15]) the target is 47
[ 7]     47     [i]     58     [t]    => tensor([18, 47, 56, 57, 58,  1, 15, 47]) the target is 58)";

constexpr float kExampleLogits[3][5] = {{0.3134f, -0.1676f, 0.3773f, -0.0824f, -0.2973f},
                                        {-0.0856f, 0.0987f, 0.1772f, 0.0565f, -0.2135f},
                                        {0.0624f, 0.0895f, 0.0927f, -0.0507f, -0.1921f}};

constexpr const char* kExampleSoftmax = R"(tensor([[0.2175, 0.1338, 0.2301, 0.1450, 0.2736],
[0.1823, 0.2194, 0.2372, 0.2109, 0.1502],
[0.2108, 0.2171, 0.2182, 0.1882, 0.1657]]))";

// What PyTorch prints for these logits: the notes took the example, with its wrong sums, from a chatbot.
constexpr const char* kExampleSoftmaxInPyTorch = R"(tensor([[0.2564, 0.1585, 0.2733, 0.1726, 0.1392],
[0.1806, 0.2172, 0.2349, 0.2082, 0.1590],
[0.2116, 0.2174, 0.2181, 0.1889, 0.1640]]))";

constexpr const char* kUntrained = R"(SKIcLT;AcELMoTbvZv C?nq-QE33:CJqkOKH-q;:la!oiywkHjgChzbQ?u!3bLIgwevmyFJGUGp
wnYWmnxKWWev-tDqXErVKLgJ)";

// The first 241 of 300 characters.
constexpr const char* kTrained = R"(Ofows ht IUS:
S:

ING flvenje ssutefr,
M:
War cl igagimous pray whars:
Panalit I It aithit terised the. by fonau buaror VOubed spo mng as chathab llll:
Ware,

ee her,
Thooured aly y hind Idimashat-owhrees s, share hathure Anfaneof f s llon!)";

constexpr const char* kTrainedInPyTorch = R"(Ofows ht IUS:
S:

ING flvenje ssutefr,
M:
War cl igagimous pray whars:
Panalit I It aithit terised the. by fonau buaror VOubed spo mng as chathab llll:
Ware,

ee her,
Thooured aly y hind I'dimashat-owhrees s, share hathure Anfaneof f s llon!)";

}  // namespace notes
